from apps.scaffolding.kinds.part import Part, Wanted, as_tuple
from apps.scaffolding.names import plural, snake
from apps.scaffolding.targets import Target, target_of

MOST = 50


def user(wanted: Wanted) -> Part:
    """A member of the organization. In the scope of an owner it is the owner: see `specify`."""
    wanted.no_argument()
    name = wanted.name
    related = f"{wanted.names.related}_{name}"
    needed = ", required=False, allow_null=True" if wanted.is_optional else ""
    return Part(
        name,
        columns=(
            (
                f"{name} = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, "
                f'null=True, blank=True, related_name="{related}", verbose_name={wanted.label})'
            ),
        ),
        read=(name,),
        read_fields=(f"{name} = PublicUserSerializer(read_only=True, allow_null=True)",),
        write=(name,),
        write_fields=(
            (
                f"{name}: Any = RelatedRow(queryset=User.objects.all(), scope=members, "
                f'key="public_id", pk_field=serializers.UUIDField(){needed})'
            ),
        ),
        joins=(f"{name}__profile",),
        filter_fields=(f'{name} = django_filters.UUIDFilter(field_name="{name}__public_id")',),
        admin=(name,),
        admin_joins=(name,),
        admin_raw=(name,),
        factory=(f"{name} = factory.SubFactory(UserFactory)",),
        sent=((name, "str(by.public_id)"),),
        wrong=(
            (name, '"00000000-0000-4000-8000-000000000000"', "does_not_exist"),
            (name, '"nobody"', "invalid"),
        ),
        shown=((f'made["{name}"]["id"]', f'sent["{name}"]'),),
        filtered=((name, f'sent["{name}"]'),),
        meaning="a member of the organization, by the id that others know them by",
        queries=1,
    )


def shown_rows(wanted: Wanted, target: Target) -> tuple[str, str]:
    """The name of a serializer for what is referred to, and its lines."""
    name = f"{wanted.names.model}{target.model}Serializer"
    fields = as_tuple(target.shown)
    return name, (
        f"class {name}(BaseModelSerializer):\n    class Meta:\n        model = {target.model}\n"
        f"        fields = {fields}\n"
    )


def related_name(wanted: Wanted, target: Target) -> str:
    """As the other side calls these rows; two fields may lead there."""
    usual, one = wanted.names.related, snake(target.model)
    return usual if wanted.name in (one, plural(one)) else f"{usual}_{wanted.name}"


def foreign_key(wanted: Wanted) -> Part:
    target = target_of(wanted)
    name = wanted.name
    serializer, nested = shown_rows(wanted, target)
    needed = ", required=False, allow_null=True" if wanted.is_optional else ""
    # What belongs to somebody else goes with them; a row of the same owner goes with this one.
    may_go = wanted.is_optional or target.is_of_another(wanted)
    null = ", allow_null=True" if may_go else ""
    deletion = "SET_NULL, null=True, blank=True" if may_go else "RESTRICT"
    return Part(
        name,
        columns=(
            (
                f'{name} = models.ForeignKey("{target.label}", on_delete=models.{deletion}, '
                f'related_name="{related_name(wanted, target)}", verbose_name={wanted.label})'
            ),
        ),
        read=(name,),
        nested=(nested,),
        read_fields=(f"{name} = {serializer}(read_only=True{null})",),
        write=(name,),
        write_fields=(
            (
                f"{name}: Any = RelatedRow(queryset={target.model}.objects.all(), "
                f"pk_field={target.pk_field}{target.scope(wanted)}{needed})"
            ),
        ),
        joins=(name,),
        filter_fields=(f'{name} = django_filters.{target.pk_filter}(field_name="{name}")',),
        admin=(name,),
        admin_joins=(name,),
        admin_raw=(name,),
        factory=(f"{name} = {target.sub_factory(wanted)}",),
        setup=(f"{name} = {target.made(wanted)}",),
        sent=((name, target.sent(name)),),
        wrong=((name, target.unknown, "does_not_exist"),),
        filtered=((name, f'sent["{name}"]'),),
        shown=((f'made["{name}"]["{target.key}"]', f'sent["{name}"]'),),
        is_own=target.is_own(wanted),
        imports=target.imports(wanted),
        meaning=f"the id of {target.words}{target.whose(wanted)}",
        queries=1,
    )


def many_to_many(wanted: Wanted) -> Part:
    target = target_of(wanted)
    if wanted.is_optional:
        raise wanted.refuse("needs no '?': a list may always be empty.")
    name = wanted.name
    serializer, nested = shown_rows(wanted, target)
    return Part(
        name,
        columns=(
            (
                f'{name} = models.ManyToManyField("{target.label}", blank=True, '
                f'related_name="{related_name(wanted, target)}", verbose_name={wanted.label})'
            ),
        ),
        read=(name,),
        nested=(nested,),
        read_fields=(f"{name} = {serializer}(many=True, read_only=True)",),
        write=(name,),
        write_fields=(
            (
                f"{name}: Any = RelatedRow(queryset={target.model}.objects.all(), many=True, "
                f"most={MOST}, required=False, pk_field={target.pk_field}{target.scope(wanted)})"
            ),
        ),
        collections=(name,),
        filter_fields=(f'{name} = django_filters.{target.pk_filter}(field_name="{name}")',),
        admin_raw=(name,),
        setup=(f"{name} = {target.made(wanted)}",),
        sent=((name, f"[{target.sent(name)}]"),),
        changed=((name, "[]"),),
        wrong=(
            (name, f"[{target.unknown}]", "does_not_exist"),
            (name, '"one"', "not_a_list"),
            (name, f"[{target.unknown}] * {MOST + 1}", "max_length"),
        ),
        filtered=((name, f'sent["{name}"][0]'),),
        shown=((f'[row["{target.key}"] for row in made["{name}"]]', f'sent["{name}"]'),),
        is_own=target.is_own(wanted),
        imports=target.imports(wanted),
        meaning=f"at most {MOST} ids of {target.plural_words}{target.whose(wanted)}",
        queries=4,
    )

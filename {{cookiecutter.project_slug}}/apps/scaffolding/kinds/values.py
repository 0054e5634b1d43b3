"""Numbers, money, flags, moments, choices and JSON."""

import keyword
import re
from decimal import Decimal

from apps.scaffolding.kinds.part import Example, Part, Wanted, Wrong, plain, same

LARGEST = 2_147_483_647
MOST_DIGITS = 30


def given(wanted: Wanted) -> Wrong:
    """NULL is wrong where something is needed."""
    return () if wanted.is_optional else (("None", "null"),)


def integer(wanted: Wanted) -> Part:
    found = re.fullmatch(r"(-?\d+)?\.\.(-?\d+)?", wanted.argument or "..")
    if found is None:
        raise wanted.refuse("needs a range such as 1..100, 1.. or ..100.")
    low, high = (int(end) if end else None for end in found.groups())
    if any(end is not None and abs(end) > LARGEST for end in (low, high)):
        raise wanted.refuse(f"goes beyond what a column holds: {LARGEST}.")
    if low is not None and high is not None and low >= high:
        raise wanted.refuse("has a range whose end does not come after its start.")
    name = wanted.name
    rules, conditions, wrong, broken = [], [], [('"many"', "invalid")], []
    if low is not None:
        rules.append(f"MinValueValidator({low})")
        conditions.append(f"{name}__gte={low}")
        wrong.append((str(low - 1), "min_value"))
        broken.append((name, str(low - 1)))
    if high is not None:
        rules.append(f"MaxValueValidator({high})")
        conditions.append(f"{name}__lte={high}")
        wrong.append((str(high + 1), "max_value"))
        broken.append((name, str(high + 1)))
    start = low if low is not None else (high - 1 if high is not None else 1)
    validators = f", validators=[{', '.join(rules)}]" if rules else ""
    return plain(
        wanted,
        f"models.IntegerField({wanted.label}{validators}{wanted.nullable})",
        Example(str(start), str(start), str(start + 1)),
        (*given(wanted), *wrong),
        f"a whole number{_range(low, high)}",
        constraints=_check(wanted, "range", conditions),
        broken=tuple(broken),
    )


def _range(low: int | None, high: int | None) -> str:
    return (f", {low} at least" if low is not None else "") + (
        f", {high} at most" if high is not None else ""
    )


def _check(wanted: Wanted, what: str, conditions: list[str]) -> tuple[str, ...]:
    if not conditions:
        return ()
    name = wanted.named(wanted.name, what)
    condition = f"models.Q({', '.join(conditions)})"
    return (f'models.CheckConstraint(condition={condition}, name="{name}")',)


def digits(wanted: Wanted, default: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", wanted.argument or default)
    if found is None:
        raise wanted.refuse(f"needs all digits and those behind the point, such as {default}.")
    whole, places = int(found[1]), int(found[2])
    if not 0 < places < whole <= MOST_DIGITS:
        raise wanted.refuse(
            f"needs more digits than those behind the point, and at most {MOST_DIGITS}."
        )
    return whole, places


def amount(places: int, whole: str) -> str:
    return f"{Decimal(whole):.{places}f}"


def decimal(wanted: Wanted) -> Part:
    whole, places = digits(wanted, "8.3")
    made, sent, changed = (amount(places, number) for number in ("1", "2", "3"))
    return plain(
        wanted,
        f"models.DecimalField({wanted.label}, max_digits={whole}, decimal_places={places}"
        f"{wanted.nullable})",
        Example(f'Decimal("{made}")', f'"{sent}"', f'"{changed}"'),
        (
            *given(wanted),
            ('"much"', "invalid"),
            (f'"0.{"1" * (places + 1)}"', "max_decimal_places"),
        ),
        f"a decimal of {whole} digits, {places} behind the point",
    )


def money(wanted: Wanted) -> Part:
    whole, places = digits(wanted, "12.2")
    name, currency = wanted.name, f"{wanted.name}_currency"
    label = currency.replace("_", " ")
    made, sent, changed = (amount(places, number) for number in ("10", "12", "15"))
    together = (
        (
            (
                f"models.CheckConstraint(condition=models.Q({name}=None, {currency}="
                f'"") | models.Q({name}__gte=0) & is_currency("{currency}"), '
                f'name="{wanted.named(name, "and_currency")}")'
            ),
        )
        if wanted.is_optional
        else (
            *_check(wanted, "range", [f"{name}__gte=0"]),
            (
                f'models.CheckConstraint(condition=is_currency("{currency}"), '
                f'name="{wanted.named(currency, "known")}")'
            ),
        )
    )
    missing = () if wanted.is_optional else ((name, "None", "null"), (currency, '""', "blank"))
    return Part(
        name,
        columns=(
            (
                f"{name} = models.DecimalField({wanted.label}, max_digits={whole}, "
                f"decimal_places={places}, validators=[MinValueValidator(0)]{wanted.nullable})"
            ),
            (
                f'{currency} = models.CharField(_("{label}"), max_length=3, '
                f"validators=[currency_code]{wanted.blank})"
            ),
        ),
        constraints=together,
        read=(name, currency),
        write=(name, currency),
        admin=(name, currency),
        factory=(f'{name} = Decimal("{made}")', f'{currency} = "EUR"'),
        sent=((name, f'"{sent}"'), (currency, '"EUR"')),
        changed=((name, f'"{changed}"'), (currency, '"USD"')),
        wrong=(
            *missing,
            (name, '"-1"', "min_value"),
            (currency, '"eur"', "invalid_currency"),
        ),
        shown=same(name, currency),
        broken=((name, "Decimal(-1)"), (currency, '"eur"')),
        meaning="an amount, never negative, and the code of its currency",
    )


def boolean(wanted: Wanted) -> Part:
    if wanted.argument not in ("", "true", "false"):
        raise wanted.refuse("needs true or false as its default, or nothing for false.")
    name = wanted.name
    is_true = wanted.argument == "true"
    default = "" if wanted.is_optional and not wanted.argument else f", default={is_true}"
    return Part(
        name,
        columns=(f"{name} = models.BooleanField({wanted.label}{default}{wanted.nullable})",),
        read=(name,),
        write=(name,),
        filter_names=(f'"{name}": ("exact",)',),
        admin=(name,),
        admin_filters=(name,),
        factory=(f"{name} = {is_true}",),
        sent=((name, str(not is_true)),),
        changed=((name, str(is_true)),),
        wrong=((name, '"perhaps"', "invalid"),),
        shown=same(name),
        filtered=((name, f'"{str(not is_true).lower()}"'),),
        meaning="yes or no",
    )


def date(wanted: Wanted) -> Part:
    made = Example("dt.date(2025, 1, 1)", '"2026-05-01"', '"2026-06-01"')
    return moment(wanted, f"models.DateField({wanted.label}{wanted.nullable})", made, "a day")


def datetime(wanted: Wanted) -> Part:
    made = Example(
        "dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)",
        '"2026-05-01T12:00:00Z"',
        '"2026-06-01T12:00:00Z"',
    )
    return moment(
        wanted, f"models.DateTimeField({wanted.label}{wanted.nullable})", made, "a moment"
    )


def moment(wanted: Wanted, column: str, example: Example, meaning: str) -> Part:
    wanted.no_argument()
    name = wanted.name
    return plain(
        wanted,
        column,
        example,
        (*given(wanted), ('"soon"', "invalid")),
        f"{meaning}, in ISO 8601",
        indexes=((name,),),
        filter_names=(f'"{name}": ("gte", "lt")',),
        sorted=(name,),
        admin=(name,),
        admin_filters=(name,),
        filtered=((f"{name}__gte", f'sent["{name}"]'),),
    )


def choices(wanted: Wanted) -> Part:
    values = (wanted.argument or "draft,open,closed").split(",")
    if len(values) == 1 or len(set(values)) < len(values):
        raise wanted.refuse("needs two values or more, each once.")
    for value in values:
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,29}", value) or keyword.iskeyword(value):
            raise wanted.refuse(
                f"has the value '{value}': take lower-case letters, digits and underscores."
            )
        if value in ("choices", "labels", "values", "names"):
            raise wanted.refuse(f"has the value '{value}', which Django's choices mean otherwise.")
    name = wanted.name
    kind = f"{wanted.names.model}{name.title().replace('_', '')}"
    labelled = tuple((value, value.replace("_", " ").capitalize()) for value in values)
    members = "".join(
        f'    {value.upper()} = "{value}", _("{label}")\n' for value, label in labelled
    )
    first = f"{kind}.{values[0].upper()}"
    longest = max(20, *map(len, values))
    default = "" if wanted.is_optional else f", default={first}"
    allowed = f'[*{kind}.values, ""]' if wanted.is_optional else f"{kind}.values"
    return Part(
        name,
        before=(f"class {kind}(models.TextChoices):\n{members}",),
        columns=(
            (
                f"{name} = models.CharField({wanted.label}, max_length={longest}, "
                f"choices={kind}{default}{wanted.blank})"
            ),
        ),
        constraints=_check(wanted, "known", [f"{name}__in={allowed}"]),
        read=(name,),
        write=(name,),
        filter_names=(f'"{name}": ("exact",)',),
        admin=(name,),
        admin_filters=(name,),
        factory=(f"{name} = {first}",),
        sent=((name, f'"{values[1]}"'),),
        changed=((name, f'"{values[0]}"'),),
        wrong=((name, '"unheard_of"', "invalid_choice"),),
        filtered=((name, f'sent["{name}"]'),),
        shown=same(name),
        broken=((name, '"unheard_of"'),),
        imports=(("factory", f"from apps.{wanted.names.app}.models import {kind}"),),
        enums=((f"{kind}Enum", kind, labelled),),
        meaning=" or ".join(f"`{value}`" for value in values),
    )


def json(wanted: Wanted) -> Part:
    most = wanted.number(4_000, 100, 100_000)
    name = wanted.name
    needed = ", required=False" if wanted.is_optional else ""
    default = ", default=dict, blank=True" if wanted.is_optional else ""
    return plain(
        wanted,
        f"models.JSONField({wanted.label}, encoder=DjangoJSONEncoder{default})",
        Example(
            'factory.LazyFunction(lambda: {"made": True})',
            '{"colour": "red"}',
            '{"colour": ["green", 2]}',
        ),
        (("None", "null"), (f'"x" * {most:_}', "max_length")),
        f"any JSON of at most {most} bytes",
        write_fields=(f"{name} = BoundedJSONField(max_length={most:_}{needed})",),
    )

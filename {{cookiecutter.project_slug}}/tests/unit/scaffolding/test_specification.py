"""What a command line says, understood or refused in a sentence."""

import pytest

from apps.scaffolding.errors import Refused
from apps.scaffolding.kinds import KINDS
from apps.scaffolding.names import Names, database_name, plural, snake
from apps.scaffolding.specification import Specification, specify


def specified(*fields: str, scope: str = "owner", soft_delete: bool = False) -> Specification:
    return specify(Names("specimens", "Specimen"), fields, scope=scope, soft_delete=soft_delete)


def column(field: str) -> str:
    (part,) = specified(field).parts
    return part.columns[0].replace(f'_("{part.name}")', "…")


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("name:string", "name = models.CharField(…, max_length=200)"),
        ("name:string=80?", "name = models.CharField(…, max_length=80, blank=True)"),
        ("text:text=500", "text = models.TextField(…, max_length=500)"),
        ("handle:slug", "handle = models.SlugField(…, max_length=50, db_index=False)"),
        ("contact:email", "contact = models.EmailField(…)"),
        ("link:url?", "link = models.URLField(…, max_length=500, blank=True)"),
        (
            "count:integer=1..9",
            "count = models.IntegerField(…, validators=[MinValueValidator(1), MaxValueValidator(9)])",
        ),
        ("count:integer?", "count = models.IntegerField(…, null=True, blank=True)"),
        ("weight:decimal=6.2", "weight = models.DecimalField(…, max_digits=6, decimal_places=2)"),
        (
            "fee:money",
            (
                "fee = models.DecimalField(…, max_digits=12, decimal_places=2, "
                "validators=[MinValueValidator(0)])"
            ),
        ),
        ("open:boolean=true", "open = models.BooleanField(…, default=True)"),
        ("open:boolean?", "open = models.BooleanField(…, null=True, blank=True)"),
        ("due:date", "due = models.DateField(…)"),
        ("due:datetime?", "due = models.DateTimeField(…, null=True, blank=True)"),
        (
            "state:choices=on,off",
            "state = models.CharField(…, max_length=20, choices=SpecimenState, default=SpecimenState.ON)",
        ),
        (
            "extra:json?",
            "extra = models.JSONField(…, encoder=DjangoJSONEncoder, default=dict, blank=True)",
        ),
        (
            "scan:file",
            'scan = models.FileField(…, upload_to="specimens/specimens", storage=private, blank=True)',
        ),
        (
            "category:fk=library.Category?",
            (
                'category = models.ForeignKey("library.Category", on_delete=models.SET_NULL, '
                'null=True, blank=True, related_name="specimens", verbose_name=…)'
            ),
        ),
        (
            "tags:m2m=library.Tag",
            (
                'tags = models.ManyToManyField("library.Tag", blank=True, '
                'related_name="specimens", verbose_name=…)'
            ),
        ),
    ],
)
def test_a_field_becomes_a_column(field: str, line: str) -> None:
    assert column(field) == line


def test_every_kind_is_understood() -> None:
    given = {"fk": "=library.Category", "m2m": "=library.Tag"}
    fields = [f"a_{kind}:{kind}{given.get(kind, '')}" for kind in KINDS]

    found = specified(*fields, scope="organization")

    assert [part.name for part in found.parts] == [f"a_{kind}" for kind in KINDS]
    assert found.owner == "organization"
    assert found.text == "a_string"


def test_in_the_scope_of_an_owner_a_user_is_the_owner() -> None:
    found = specified("total:money", "customer:user")

    assert (found.owner, [part.name for part in found.parts]) == ("customer", ["total"])
    assert specified("total:money").owner == "owner"


@pytest.mark.parametrize(
    ("conditions", "soft_delete", "field"),
    [
        ("", False, "handle:slug"),
        (", condition=models.Q(is_deleted=False)", True, "handle:slug"),
        (', condition=models.Q(is_deleted=False) & ~models.Q(handle="")', True, "handle:slug?"),
    ],
)
def test_a_slug_is_unique_among_what_is_there(
    conditions: str, soft_delete: bool, field: str
) -> None:
    (part,) = specified(field, soft_delete=soft_delete).parts

    assert part.constraints == (
        (
            'models.UniqueConstraint(fields=["owner", "handle"], '
            f'name="specimens_specimen_handle_once"{conditions})'
        ),
    )


@pytest.mark.parametrize(
    ("field", "scope", "deletion"),
    [
        ("category:fk=library.Category", "owner", "RESTRICT"),
        ("note:fk=library.Note", "owner", "RESTRICT"),
        ("team:fk=organizations.Team", "organization", "RESTRICT"),
        ("note:fk=library.Note", "organization", "SET_NULL"),
        ("team:fk=organizations.Team", "owner", "SET_NULL"),
        ("category:fk=library.Category?", "owner", "SET_NULL"),
    ],
)
def test_what_is_referred_to_may_go_with_its_own_owner(
    field: str, scope: str, deletion: str
) -> None:
    (part,) = specified(field, scope=scope).parts

    assert f"on_delete=models.{deletion}," in part.columns[0]


def test_what_is_referred_to_is_what_the_caller_may_see() -> None:
    (note,) = specified("note:fk=library.Note").parts
    (team,) = specified("team:fk=organizations.Team", scope="organization").parts
    (theirs,) = specified("team:fk=organizations.Team").parts
    (tags,) = specified("tags:m2m=library.Tag").parts

    assert 'scope=callers("owner")' in note.write_fields[0]
    assert 'scope=of_organization("organization")' in team.write_fields[0]
    assert 'scope=of_callers_organizations("organization")' in theirs.write_fields[0]
    assert "scope" not in tags.write_fields[0]
    assert [part.is_own for part in (note, team, theirs, tags)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("title", "'title' is no field: write name:kind"),
        ("title:sting", "has the kind 'sting', which there is not; did you mean 'string'"),
        ("title:polygon", "has the kind 'polygon', which there is not; choose from string"),
        ("title:string=", "has nothing behind '='"),
        ("title:string=0", "needs a number from 1 to 255"),
        ("title:string=300", "needs a number from 1 to 255"),
        ("title:text=80", "needs a number from 256 to"),
        ("class:string", "'class' is a word of Python"),
        ("match:string", "'match' is a word of Python"),
        ("Title:string", "'Title' is no name for a field"),
        ("a__b:string", "'a__b' is no name for a field"),
        ("title_:string", "'title_' is no name for a field"),
        (f"{'x' * 31}:string", "at most 30"),
        ("id:string", "'id' has a meaning already"),
        ("page:string", "'page' has a meaning already"),
        ("by:string", "'by' has a meaning already"),
        ("specimen:string", "'specimen' has a meaning already"),
        ("owner:string", "'owner' has a meaning already"),
        ("save:string", "'save' is what Django's or the core's models call something else"),
        ("created_at:datetime", "'created_at' is what Django's"),
        ("is_deleted:boolean", "'is_deleted' is what Django's"),
        ("title:string title:text", "'title' is there 2 times"),
        ("fee:money fee_currency:string", "'fee_currency' is there 2 times"),
        ("count:integer=5", "needs a range such as 1..100"),
        ("count:integer=9..1", "has a range whose end does not come after its start"),
        ("count:integer=..99999999999", "goes beyond what a column holds"),
        ("fee:money=2", "needs all digits and those behind the point"),
        ("fee:money=2.2", "needs more digits than those behind the point"),
        ("open:boolean=yes", "needs true or false"),
        ("due:date=now", "has an argument, and 'date' takes none"),
        ("state:choices=on", "needs two values or more"),
        ("state:choices=on,on", "needs two values or more"),
        ("state:choices=on,Off", "has the value 'Off'"),
        ("state:choices=on,None", "has the value 'None'"),
        ("state:choices=on,labels", "has the value 'labels', which Django's choices mean"),
        ("tags:m2m=library.Tag?", "needs no '?'"),
        ("category:fk", "has to name a model with its app"),
        ("category:fk=Category", "has to name a model with its app"),
        ("category:fk=nowhere.Category", "names a model that is not installed"),
        ("boss:fk=accounts.User", "refers to users: write 'boss:user'"),
        ("place:fk=library.Category", "'place' has a meaning already"),
        ("team:fk=organizations.Organization", "give --scope organization instead"),
        ("event:fk=events.StoredEvent", "has no factory in tests/factories/"),
        ("customer:user", "needs a field beside its owner"),
        ("a:string customer:user?", "is the owner here: it takes no argument and no '?'"),
        ("a:string b:user c:user", "'c:user' would let callers point at any account"),
    ],
)
def test_what_cannot_be_is_refused(fields: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        specified(*fields.split())

    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("app", "model", "sentence"),
    [
        ("Orders", "Order", "'Orders' is no name for an app"),
        ("2nd", "Order", "'2nd' is no name for an app"),
        ("import", "Order", "'import' is a word of Python"),
        ("core", "Order", "'core' is the name of a package already"),
        ("../orders", "Order", "is no name for an app"),
        ("specimens", "order", "'order' is no name for a model"),
        ("specimens", "Order-Line", "'Order-Line' is no name for a model"),
        ("specimens", "None", "'None' has a meaning in Python or in this project already"),
        ("specimens", "User", "'User' has a meaning"),
        ("specimens", "Class", "'Class' has a meaning"),
    ],
)
def test_names_that_cannot_be(app: str, model: str, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        Names(app, model).check()

    assert sentence in str(caught.value)


def test_a_plural_that_is_no_name_or_no_plural() -> None:
    for given, sentence in (
        ("Sheep!", "is no plural"),
        ("sheep", "has to differ from the singular"),
    ):
        with pytest.raises(Refused, match=sentence):
            Names("farm", "Sheep", given).check()


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("order", "orders"),
        ("category", "categories"),
        ("day", "days"),
        ("box", "boxes"),
        ("address", "addresses"),
        ("branch", "branches"),
    ],
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many


def test_names_in_every_form() -> None:
    names = Names("shop", "OrderLine")

    assert (names.snake, names.plural, names.kebab) == ("order_line", "order_lines", "order-lines")
    assert (names.one, names.plural_words) == ("an order line", "order lines")
    assert names.related == "shop_order_lines"
    assert snake("HTTPRequest") == "http_request"


def test_names_in_the_database_are_short_and_told_apart() -> None:
    long = ("subscriptions", "subscription", "by")

    assert database_name("a", "b") == "a_b"
    assert len(database_name(*long, "started_at")) == 30
    assert database_name(*long, "started_at") != database_name(*long, "ended_at")

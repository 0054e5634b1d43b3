"""Bad and contradictory answers are refused with the sentence that mends them."""

import sys
from pathlib import Path

import pytest

from tests.bake.combinations import choices, contradicts
from tests.bake.commandline import bake
from tests.bake.inprocess import Baker
from tests.bake.template import TREE, features

SLUGS = {
    "": "use lower-case letters",
    "2fast": "use lower-case letters",
    "Ledger": "use lower-case letters",
    "my-ledger": "use lower-case letters",
    "my ledger": "use lower-case letters",
    "ledger\n": "use lower-case letters",
    "bücher": "use lower-case letters",
    "_ledger": "use lower-case letters",
    "x" * 41: "at most 40 characters",
    "x" * 200: "at most 40 characters",
    "../ledger": "use lower-case letters",
    "a/b": "use lower-case letters",
    "..": "use lower-case letters",
    "/etc/ledger": "use lower-case letters",
    "a\\b": "use lower-case letters",
    "$(id)": "use lower-case letters",
    "class": "a word of Python's own; choose another, such as 'class_backend'",
    "json": "a module of Python's standard library",
    "test": "a module of Python's standard library",
    "django": "a package that the project uses",
    "celery": "a package that the project uses",
    "apps": "a folder of the project itself",
    "config": "a folder of the project itself",
    "postgres": "a database of PostgreSQL's own",
}
TEXTS = {
    "": "is empty",
    "   ": "is empty",
    " Ledger": "starts or ends with a space",
    "Led\nger": "holds the character U+000A",
    "Led\tger": "holds the character U+0009",
    "Led\x00ger": "holds the character U+0000",
    "Led\x7fger": "holds the character U+007F",
    "Led\u2028ger": "holds the character U+2028",
    "Led\u202eger": "holds the character U+202E",
    "Led\u200bger": "holds the character U+200B",
    "Led\ufeffger": "holds the character U+FEFF",
    "x" * 301: "has 301 characters; write at most",
    "{{ '{{' }} ledger": "which templates read as their own",
    "{{ '{%' }} ledger": "which templates read as their own",
}
DOMAINS = {
    "": "use a lower-case name with a dot",
    "localhost": "use a lower-case name with a dot",
    "https://example.com": "leave out the scheme and the path",
    "example.com/api": "use a lower-case name with a dot",
    "example.com:8000": "use a lower-case name with a dot",
    "Example.com": "use a lower-case name with a dot",
    "bücher.example": "write it in its ASCII form, which starts with xn--",
    "-a.example": "use a lower-case name with a dot",
    "192.168.0.1": "use a lower-case name with a dot",
    ".".join(["x" * 60] * 5): "use a lower-case name with a dot",
    'example.com"': "use a lower-case name with a dot",
}
EMAILS = {
    "": "write an address such as",
    "ada": "write an address such as",
    "ada@localhost": "write an address such as",
    "ada@@example.com": "write an address such as",
    'a"da@example.com': "write an address such as",
    "ada@example.com\nbcc:x@example.com": "write an address such as",
    "Ada <ada@example.com>": "write an address such as",
    "a" * 65 + "@example.com": "write an address such as",
}
ZONES = {
    "": "use an IANA name",
    "Mars/Olympus": "use an IANA name",
    "europe/berlin": "use an IANA name",
    "../../etc/passwd": "use an IANA name",
    "+02:00": "use an IANA name",
}
WRONG = [
    (name, value, sentence)
    for name, table in {
        "project_slug": SLUGS,
        "project_name": TEXTS,
        "description": TEXTS,
        "author_name": TEXTS,
        "domain_name": DOMAINS,
        "email": EMAILS,
        "timezone": ZONES,
    }.items()
    for value, sentence in table.items()
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_answer_is_refused(
    name: str,
    value: str,
    sentence: str,
    baker: Baker,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    answers = {"project_slug": "ledger", name: value}

    with pytest.raises(SystemExit) as refusal:
        baker.bake(answers, tmp_path)

    assert refusal.value.code == 1
    complaint = capfd.readouterr().err
    assert f"  {name} " in complaint
    assert sentence in complaint
    assert list(tmp_path.iterdir()) == []


def test_all_that_is_wrong_is_said_at_once(
    baker: Baker, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        baker.bake({"project_slug": "json", "email": "ada", "timezone": "Mars/Olympus"}, tmp_path)

    complaint = capfd.readouterr().err.splitlines()
    assert [line.split()[0] for line in complaint[1:]] == ["email", "project_slug", "timezone"]


NEEDS = [(feature, need) for feature, row in features().items() for need in row["needs"]]


@pytest.mark.parametrize(("feature", "need"), NEEDS)
def test_a_feature_without_what_it_needs_is_refused(
    feature: str, need: str, baker: Baker, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    prompt, _, value = feature.partition("=")
    answers = {name: values[0] for name, values in choices().items()}
    answers |= {prompt: value or True, need: False}
    assert contradicts(answers)

    with pytest.raises(SystemExit):
        baker.bake(answers, tmp_path)

    assert f"{feature} needs {need}; choose {need} too" in capfd.readouterr().err


@pytest.mark.parametrize(
    "slug", ["json", "a/b", "a/b/c", "../outside", "..", "a\\b", "ledger\n", "$(id)"]
)
def test_the_command_line_leaves_nothing_behind(slug: str, template: Path, tmp_path: Path) -> None:
    done = bake(template, tmp_path / "inner" / "out", f"project_slug={slug}")

    assert done.returncode == 1
    assert list((tmp_path / "inner" / "out").iterdir()) == []
    assert [path.name for path in (tmp_path / "inner").iterdir() if path.name != "out-home"] == [
        "out"
    ]


def test_broken_template_syntax_in_an_answer_bakes_nothing(template: Path, tmp_path: Path) -> None:
    done = bake(template, tmp_path / "out", "project_name={{ 1 +", "project_slug=ledger")

    assert done.returncode == 1
    assert list((tmp_path / "out").iterdir()) == []


def test_slugs_that_would_shadow_the_project_are_known(
    baker: Baker, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every folder that the tree has today is refused as a name."""
    tree = baker.template / TREE
    folders = [path.name for path in tree.iterdir() if path.is_dir() and path.name.isidentifier()]
    for name in folders:
        with pytest.raises(SystemExit):
            baker.bake({"project_slug": name}, tmp_path)
        reason = "a module of Python's" if name in sys.stdlib_module_names else "a folder of the"
        assert f"project_slug is '{name}', {reason}" in capfd.readouterr().err

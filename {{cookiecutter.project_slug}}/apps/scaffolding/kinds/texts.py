from typing import Any

from apps.scaffolding.kinds.part import Example, Part, Wanted, Wrong, plain

SHORT = 255


def title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def string(wanted: Wanted) -> Part:
    most = wanted.number(200, 1, SHORT)
    name = wanted.name
    numbered = f'f"{title(name)} {{number:04}}"' + ("" if most > len(name) + 5 else f"[-{most}:]")
    return text_part(
        wanted,
        f"models.CharField({wanted.label}, max_length={most:_}{wanted.blank})",
        Example(numbered, f'"{"First"[:most]}"', f'"{"Second"[:most]}"'),
        ((f'"x" * {most + 1:_}', "max_length"),),
        f"at most {most} characters",
        admin=(name,),
    )


def text(wanted: Wanted) -> Part:
    most = wanted.number(10_000, SHORT + 1, 1_000_000)
    return text_part(
        wanted,
        f"models.TextField({wanted.label}, max_length={most:_}{wanted.blank})",
        Example(f'f"{title(wanted.name)} {{number:04}}"', '"Several\\nlines"', '"Others"'),
        ((f'"x" * {most + 1:_}', "max_length"),),
        f"text of at most {most} characters",
        is_name=False,
    )


def slug(wanted: Wanted) -> Part:
    most = wanted.number(50, 10, SHORT)
    name = wanted.name
    constraint = wanted.named(name, "once")
    alike = [
        *(["models.Q(is_deleted=False)"] if wanted.is_soft else []),
        *([f'~models.Q({name}="")'] if wanted.is_optional else []),
    ]
    condition = f", condition={' & '.join(alike)}" if alike else ""
    return text_part(
        wanted,
        f"models.SlugField({wanted.label}, max_length={most:_}, db_index=False{wanted.blank})",
        Example('f"slug-{number:04}"', '"first"', '"second"'),
        (('"not a slug"', "invalid"), (f'"x" * {most + 1:_}', "max_length")),
        "letters, digits, hyphens and underscores; once for each owner",
        constraints=(
            (
                f'models.UniqueConstraint(fields=["{wanted.owner}", "{name}"], '
                f'name="{constraint}"{condition})'
            ),
        ),
        unique=name,
    )


def email(wanted: Wanted) -> Part:
    wanted.no_argument()
    return text_part(
        wanted,
        f"models.EmailField({wanted.label}{wanted.blank})",
        Example('f"person{number}@acme.test"', '"first@acme.test"', '"second@acme.test"'),
        (('"no address"', "invalid"),),
        "an e-mail address",
    )


def url(wanted: Wanted) -> Part:
    most = wanted.number(500, 50, 2_000)
    return text_part(
        wanted,
        f"models.URLField({wanted.label}, max_length={most:_}{wanted.blank})",
        Example(
            'f"https://acme.test/{number}"',
            '"https://acme.test/first"',
            '"https://acme.test/second"',
        ),
        (('"no address"', "invalid"),),
        "a web address",
        is_name=False,
    )


def text_part(
    wanted: Wanted, column: str, example: Example, wrong: Wrong, meaning: str, **more: Any
) -> Part:
    """`is_name=False` for what rows are neither called nor searched by."""
    is_name = more.pop("is_name", True)
    made = f"factory.Sequence(lambda number: {example.made})"
    empty = () if wanted.is_optional else (('""', "blank"),)
    return plain(
        wanted,
        column,
        example._replace(made=made),
        (*empty, *wrong),
        meaning,
        searched=(wanted.name,) if is_name else (),
        text=wanted.name if is_name else "",
        **more,
    )

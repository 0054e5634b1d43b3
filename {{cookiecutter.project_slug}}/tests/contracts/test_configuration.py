"""Whoever runs the project finds every variable on one page, and none that does nothing."""

from tests.contracts import configuration


def test_the_page_names_what_settings_read() -> None:
    assert configuration.documented() == configuration.read_by_settings()


def test_production_checks_what_is_read() -> None:
    assert configuration.checked_in_production() <= configuration.read_by_settings()


def test_the_example_names_what_is_read() -> None:
    assert configuration.in_example()
    assert configuration.in_example() <= configuration.read_by_settings()


def test_compose_gives_what_is_read() -> None:
    assert configuration.in_compose()
    assert configuration.in_compose() <= configuration.read_by_settings()


def test_every_way_to_read_a_variable_is_seen() -> None:
    source = (
        'NAME: Final = "D"\nOTHER = "E"\n'
        'env("A")\nenv.str("B", default=env.int("C"))\nenv.str(NAME)\nenv.list(OTHER)\n'
        'os.environ.setdefault("F", "x")\nos.environ["G"] = "written"\nlog.info("H")\n'
    )

    assert set(configuration.read_by(source)) == {"A", "B", "C", "D", "E", "F"}


def test_the_first_column_of_the_page_is_read() -> None:
    page = "| name | meaning |\n| --- | --- |\n| `A_B`, `C_D` | not `E_F` |\n| `G_…` | |\n`H_I`"

    assert configuration.documented(page) == {"A_B", "C_D"}

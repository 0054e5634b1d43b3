"""Which variants are run, and how much of their own tests."""

import pytest

from tests.bake.combinations import EVERYTHING, NOTHING, Answers, covering_set
from tests.run.services import missing
from tests.run.variant import Variant


def chosen(config: pytest.Config) -> tuple[Answers, ...]:
    """Any two answers together, and with ``--all`` any three."""
    return covering_set(3 if config.getoption("all") else 2)


def run_on_nothing(config: pytest.Config) -> tuple[Answers, ...]:
    """The variant of nothing; all of them where the services do not answer, or with ``--all``.

    The default runs its own tests without any service in ``tests/readme``, by its `make ci`.
    """
    variants = chosen(config)
    return variants if is_whole_on_nothing(config) else (variants[NOTHING],)


def is_whole_on_nothing(config: pytest.Config) -> bool:
    """Whether all of a variant's tests run without services: asked for, or they run nowhere else."""
    return bool(missing() or config.getoption("all"))


def is_whole_on_services(variant: Variant, config: pytest.Config) -> bool:
    return bool(variant.number in (EVERYTHING, NOTHING) or config.getoption("all"))


def share(variant: Variant) -> list[str]:
    """A quarter of a variant's files of tests, another one from one variant to the next.

    It is for what is mixed: all of them in each would spend an hour on what is proven once.
    """
    files = sorted((variant.project / "tests").rglob("test_*.py"))
    return [file.relative_to(variant.project).as_posix() for file in files[variant.number % 4 :: 4]]

"""Which answers can be given together, and which few of them stand for all."""

import itertools
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from tests.bake.template import ROOT, TREE, features, prompts

Answers = dict[str, Any]
Item = tuple[str, Any]
SEARCHES: Final = 50


def choices() -> dict[str, list[Any]]:
    """Every prompt with a closed set of answers, the default first."""
    found: dict[str, list[Any]] = {}
    for name, default in prompts().items():
        if isinstance(default, bool):
            found[name] = [default, not default]
        elif isinstance(default, list):
            found[name] = default
    return found


def chosen(feature: str, answers: Mapping[str, Any]) -> bool:
    prompt, _, value = feature.partition("=")
    return bool(answers[prompt] == value if value else answers[prompt])


def contradicts(answers: Mapping[str, Any]) -> bool:
    return any(
        chosen(feature, answers) and not chosen(need, answers)
        for feature, row in features().items()
        for need in row["needs"]
    )


@cache
def valid() -> tuple[Answers, ...]:
    names = list(choices())
    product = (dict(zip(names, row, strict=True)) for row in itertools.product(*choices().values()))
    return tuple(answers for answers in product if not contradicts(answers))


def sample(bound: int | None) -> list[Answers]:
    """All valid combinations, or as many as ``bound``, the same ones each time."""
    everything = list(valid())
    if bound is None or len(everything) <= bound:
        return everything
    return random.Random(2026).sample(everything, bound)  # noqa: S311 - a sample, no secret


@cache
def code_prompts() -> frozenset[str]:
    """The prompts that change what runs: Python and requirements, not licences and pipelines."""
    tree = ROOT / TREE
    sources = itertools.chain(tree.rglob("*.py"), tree.glob("requirements/*.txt"))
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    owners = {
        feature.partition("=")[0]
        for feature, row in features().items()
        if any(path.endswith(".py") or "." not in path for path in row["paths"])
    }
    return frozenset(name for name in choices() if f"cookiecutter.{name}" in text or name in owners)


def tuples(answers: Answers, strength: int) -> Iterable[frozenset[Item]]:
    """What one variant covers: each answer, and so many together of those that change what runs.

    A licence and a pipeline are not among them: they are texts, of which rendering and the audit
    prove that they say what they should beside whatever else is chosen.
    """
    items = [(name, answers[name]) for name in choices()]
    coded = [item for item in items if item[0] in code_prompts()]
    single = itertools.combinations(items, 1)
    return map(frozenset, itertools.chain(single, itertools.combinations(coded, strength)))


EVERYTHING, NOTHING = 1, 2  # in a covering set, behind the default


def extremes(draw: random.Random) -> list[Answers]:
    """The default, as much as can be, and as little as can be."""
    found = [valid()[0]]
    for wanted in (True, False):
        counts = [sum(value is wanted for value in answers.values()) for answers in valid()]
        most = max(counts)
        found.append(
            draw.choice(
                [answers for answers, count in zip(valid(), counts, strict=True) if count == most]
            )
        )
    return found


@cache
def covering_set(strength: int = 2) -> tuple[Answers, ...]:
    """A small set of variants that covers all that ``tuples`` names; extremes first.

    The best of several greedy searches, which differ in what they draw among equals.
    """
    covers = [frozenset(tuples(answers, strength)) for answers in valid()]
    searches = (_search(random.Random(seed), covers) for seed in range(SEARCHES))  # noqa: S311
    return min(searches, key=len)


def _search(
    draw: random.Random, covers: Sequence[frozenset[frozenset[Item]]]
) -> tuple[Answers, ...]:
    found = extremes(draw)
    missing = set().union(*covers)
    for answers in found:
        missing -= covers[valid().index(answers)]
    while missing:
        gains = [len(cover & missing) for cover in covers]
        most = max(gains)
        best = draw.choice([index for index, gain in enumerate(gains) if gain == most])
        found.append(valid()[best])
        missing -= covers[best]
    return tuple(found)


def label(answers: Mapping[str, Any]) -> str:
    """A short name such as ``celery-rabbitmq-cachalot-gitlab-MIT``."""
    words = []
    for name, default in choices().items():
        value = answers[name]
        if isinstance(default[0], bool):
            words += [name.removeprefix("use_").removeprefix("include_")] if value else []
        elif value in default[1:] or name == "ci":
            words.append(str(value))
    return "-".join(words)

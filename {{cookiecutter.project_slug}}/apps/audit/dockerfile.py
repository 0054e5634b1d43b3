"""A Dockerfile as a list of instructions."""

import re
import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    text: str
    line: int


def instructions(text: str) -> list[Instruction]:
    found, begun, first = [], "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        first = first if begun else number
        begun += " " + line.strip().removesuffix("\\").strip()
        if not line.rstrip().endswith("\\"):
            name, _, rest = begun.strip().partition(" ")
            found.append(Instruction(name.upper(), rest.strip(), first))
            begun = ""
    return found


def stages(text: str) -> list[list[Instruction]]:
    """Each begins with its FROM."""
    found: list[list[Instruction]] = []
    for each in instructions(text):
        if each.name == "FROM":
            found.append([])
        if found:
            found[-1].append(each)
    return found


def image(origin: Instruction) -> tuple[str, str]:
    """The image of a FROM, and the name that it gives to the stage."""
    words = [word for word in origin.text.split() if not word.startswith("--")]
    return words[0], "".join(words[2:])


def is_pinned(name: str) -> bool:
    """By a digest, or by a tag that is not moved with every release."""
    if "@" in name:
        return True
    tag = name.rpartition("/")[2].partition(":")[2]
    return bool(tag) and tag != "latest"


def variables(each: Instruction) -> dict[str, str]:
    """What an ENV or ARG sets."""
    try:
        words = shlex.split(each.text)
    except ValueError:
        words = each.text.split()
    if each.name == "ENV" and words and "=" not in words[0]:
        return {words[0]: " ".join(words[1:])}
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def words(each: Instruction) -> list[str]:
    return re.findall(r"[\w./-]+", each.text)

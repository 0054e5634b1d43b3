"""Write the table of options, taken from cookiecutter.json, into the pages that show it."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "options.md")
START, END = "<!-- options: written by `make docs` -->\n", "<!-- /options -->\n"


def question(prompt: object) -> str:
    return str(prompt["__prompt__"] if isinstance(prompt, dict) else prompt)


def default(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        first, *others = value
        return " or ".join([f"**{first}**", *others])
    return "from the name" if "{{" in str(value) else str(value)


def needs(name: str, features: dict[str, Any]) -> str:
    """What a feature needs; a single choice among others says which one does."""
    found = []
    for feature, row in features.items():
        prompt, _, value = feature.partition("=")
        if prompt == name:
            found += [f"`{need}`" + (f" ({value})" if value else "") for need in row["needs"]]
    return ", ".join(found)


def table() -> str:
    manifest = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
    lines = ["| option | question | default | needs |", "| --- | --- | --- | --- |"]
    for name, value in manifest.items():
        if not name.startswith("_"):
            asked = question(manifest["__prompts__"][name])
            cells = (f"`{name}`", asked, default(value), needs(name, manifest["_features"]))
            lines.append(f"| {' | '.join(cells)} |".replace("  |", " |"))
    return "\n".join(lines) + "\n"


def filled(page: str) -> str:
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return before + START + table() + END + after


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")

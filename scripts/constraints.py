"""Resolve the versions of everything that a baked project may pull in.

Resolves once with every feature chosen, then once for each feature alone within that result, so
that a line which only one feature needs stands behind that feature's condition. Run it with
``make constraints`` after a change in ``requirements/``; it asks the package index.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from cookiecutter.main import cookiecutter

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "{{cookiecutter.project_slug}}" / "requirements" / "constraints.txt"
FEATURES = (
    "use_celery",
    "use_channels",
    "use_mqtt",
    "use_cachalot",
    "use_object_permissions",
    "use_oauth2_provider",
    "use_social_login",
    "include_content",
)
HEADER = "# Everything that the requirements pull in, resolved once for Python 3.11 and later."


def resolve(chosen: tuple[str, ...], within: list[str]) -> list[str]:
    """The pinned lines for these features, from ``within`` if that is given."""
    with tempfile.TemporaryDirectory() as folder:
        answers = {feature: feature in chosen for feature in FEATURES}
        baked = Path(
            cookiecutter(str(ROOT), no_input=True, output_dir=folder, extra_context=answers)
        )
        bounds = baked / "bounds.txt"
        bounds.write_text("\n".join(within))
        (baked / "requirements" / "constraints.txt").unlink()
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
        command += ["--python-version", "3.11", "--no-header", "--no-annotate"]
        command += ["--no-emit-index-url", "--no-emit-find-links"]
        command += ["--constraint", str(bounds), "requirements/development.txt"]
        done = subprocess.run(command, cwd=baked, check=True, capture_output=True, text=True)
        return done.stdout.splitlines()


def main() -> None:
    everything = resolve(FEATURES, within=[])
    core = set(resolve((), within=everything))
    manifest = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))["_features"]
    needs = dict[str, set[str]]()
    for feature in FEATURES:
        others = tuple(manifest[feature]["needs"])
        needs[feature] = set(resolve((feature, *others), within=everything))
        needs[feature] -= set(resolve(others, within=everything)) if others else set()
    lines = [HEADER]
    for line in everything:
        if line in core:
            lines.append(line)
            continue
        owners = [feature for feature in FEATURES if line in needs[feature]] or list(FEATURES)
        condition = " or ".join(f"cookiecutter.{feature}" for feature in owners)
        lines += [f"# {{% if {condition} %}}", line, "# {% endif %}"]
    TARGET.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

"""Bring this project to a newer version of the template that it was baked from.

Bakes the recorded version and the wanted one with the recorded answers, and has git apply the
difference between the two to the working tree, as a cherry-pick does: your edits stay, and where
both changed the same lines the file shows conflict markers and the exit code is 1.

    python scripts/template_update.py SOURCE [--to REVISION]

``SOURCE`` is the template's repository, an address or a folder. Needs git and cookiecutter.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cookiecutter.main import cookiecutter

PROJECT = Path(__file__).resolve().parent.parent
RECORD = PROJECT / ".template.json"
AUTHOR = {
    f"GIT_{role}_{field}": value
    for role in ("AUTHOR", "COMMITTER")
    for field, value in (("NAME", "template"), ("EMAIL", "template@localhost"))
}


def git(*arguments: str, cwd: Path = PROJECT, environ: Mapping[str, str] = {}) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=cwd,
        env=os.environ | dict(environ),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def bake(source: Path, revision: str, answers: dict[str, object], folder: Path) -> Path:
    """The project as ``revision`` of the template bakes it, pristine."""
    git("checkout", "--quiet", revision, cwd=source)
    known = json.loads((source / "cookiecutter.json").read_text(encoding="utf-8"))
    return Path(
        cookiecutter(
            str(source),
            no_input=True,
            output_dir=str(folder / revision.replace("/", "-")),
            extra_context={name: answers[name] for name in answers if name in known},
        )
    )


def commit(tree: Path, folder: Path, *parents: str) -> str:
    """Store a folder as a commit of this repository, touching neither index nor branch."""
    index = {"GIT_INDEX_FILE": str(folder / f"{tree.parent.name}.index")}
    where = ("--git-dir", git("rev-parse", "--absolute-git-dir"), "--work-tree", str(tree))
    git(*where, "add", "--all", ".", cwd=tree, environ=index)
    made = git(*where, "write-tree", cwd=tree, environ=index)
    options = [option for parent in parents for option in ("-p", parent)]
    return git("commit-tree", made, *options, "-m", "Update from the template", environ=AUTHOR)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", help="the template's repository")
    parser.add_argument("--to", default="HEAD", help="the wanted revision (default: the newest)")
    options = parser.parse_args()
    if git("status", "--porcelain"):
        raise SystemExit("There are uncommitted changes: commit or stash them, then call again.")
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = folder / "template"
        git("clone", "--quiet", options.source, str(template), cwd=folder)
        wanted = git("rev-parse", options.to, cwd=template)
        old = bake(template, f"v{record['template_version']}", record["answers"], folder)
        new = bake(template, wanted, record["answers"], folder)
        base = commit(old, folder)
        target = commit(new, folder, base)
    done = subprocess.run(
        ["git", "cherry-pick", "--no-commit", target],
        cwd=PROJECT,
        env=os.environ | AUTHOR,
        check=False,
    )
    if done.returncode:
        sys.stderr.write("Mend the conflicts above, then commit.\n")
        return 1
    sys.stdout.write("Updated. Read `git diff --cached`, run `make ci`, then commit.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

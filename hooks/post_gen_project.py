"""Prune what was not chosen, record the answers, write the first ``.env``, say what comes next."""

import json
import os
import secrets
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

ANSWERS = json.loads(r"""{{ cookiecutter | jsonify }}""")


def chosen(feature: str) -> bool:
    prompt, _, value = feature.partition("=")
    return ANSWERS[prompt] == value if value else ANSWERS[prompt] is True


def prune() -> None:
    for feature, row in ANSWERS["_features"].items():
        if not chosen(feature):
            for pattern in row["paths"]:
                for path in sorted(Path().glob(pattern), reverse=True):
                    remove(path)


def remove(path: Path) -> None:
    """Delete a file or folder, and the folders and packages that are empty without it."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    for parent in path.parents[:-1]:
        if any(entry.name != "__init__.py" or entry.stat().st_size for entry in parent.iterdir()):
            break
        shutil.rmtree(parent)


def write_record() -> None:
    record = {
        "answers": {name: value for name, value in ANSWERS.items() if not name.startswith("_")},
        "template_version": ANSWERS["_template_version"],
    }
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
    Path(".template.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def write_env() -> None:
    text = Path(".env.example").read_text(encoding="utf-8")
    for name in ("SECRET_KEY", "JWT_SIGNING_KEY"):
        text = text.replace(f"\n{name}=\n", f"\n{name}={secrets.token_urlsafe(50)}\n")
    try:
        descriptor = os.open(".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def say_what_next() -> None:
    folder = shlex.quote(str(Path.cwd()))
    text = f"""
{ANSWERS["project_name"]} is ready. It runs with nothing but Python installed:

  cd {folder}
  make setup    # its virtual environment, packages and database
  make seed     # a demo user to log in with
  make dev      # http://localhost:8000/api/docs/

"""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def attempt(step: Callable[[], None], instead: str) -> None:
    """Run a convenience: if it fails, the project is good all the same."""
    try:
        step()
    except OSError as error:
        sys.stderr.write(f"{error}; {instead}\n")


if __name__ == "__main__":
    prune()
    write_record()
    attempt(write_env, "copy .env.example to .env and fill in its keys.")
    attempt(say_what_next, "the README says how to start.")

"""Prune what was not chosen and write the first ``.env``."""

import json
import secrets
import shutil
from pathlib import Path

FEATURES = json.loads(r"""{{ cookiecutter._features | jsonify }}""")
ANSWERS = json.loads(r"""{{ cookiecutter | jsonify }}""")


def chosen(feature: str) -> bool:
    prompt, _, value = feature.partition("=")
    return ANSWERS[prompt] == value if value else bool(ANSWERS[prompt])


def prune() -> None:
    for feature, row in FEATURES.items():
        if not chosen(feature):
            for pattern in row["paths"]:
                for path in sorted(Path().glob(pattern)):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def write_env() -> None:
    example = Path(".env.example")
    if example.exists() and not Path(".env").exists():
        text = example.read_text(encoding="utf-8")
        for name in ("SECRET_KEY", "JWT_SIGNING_KEY"):
            text = text.replace(f"{name}=\n", f"{name}={secrets.token_urlsafe(50)}\n")
        Path(".env").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    prune()
    write_env()

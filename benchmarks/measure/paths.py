from pathlib import Path
from typing import Final

BENCHMARKS: Final = Path(__file__).resolve().parent.parent
TEMPLATE: Final = BENCHMARKS.parent
TREE: Final = TEMPLATE / "{{cookiecutter.project_slug}}"
CACHE: Final = TEMPLATE / ".cache" / "benchmarks"

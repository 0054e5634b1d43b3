"""The process environment, read once. A ``.env`` beside ``manage.py`` fills in what is not set.

A variable that is set to nothing counts as not set: compose files pass such ones on.
"""

import os
from pathlib import Path
from typing import Final

import environ

BASE_DIR: Final = Path(__file__).resolve().parent.parent

environ.Env.ENVIRON = {name: value for name, value in os.environ.items() if value}
environ.Env.read_env(BASE_DIR / ".env")

env: Final = environ.Env()
env.smart_cast = False  # a default never changes the type that a call asks for

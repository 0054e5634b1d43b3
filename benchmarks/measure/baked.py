"""The default project, baked, extended by one resource as its user would, in production settings."""

import re
import secrets
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cookiecutter.main import cookiecutter

from measure.commands import python
from measure.paths import BENCHMARKS
from measure.process import Server
from measure.template import snapshot
from measure.wire import FRONT_END, HOST, post

EMAIL: Final = "caller@bench.dev"
PASSWORD: Final = secrets.token_urlsafe(24)
MAKE_USER: Final = f"""
from django.contrib.auth import get_user_model
from django.utils import timezone
get_user_model().objects.create_superuser({EMAIL!r}, {PASSWORD!r})
"""


@dataclass(frozen=True)
class Baked:
    folder: Path
    environment: dict[str, str]

    def server(self, name: str = "baked", **changes: str) -> Server:
        return Server(
            name=name,
            command=(sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"),
            folder=self.folder,
            environment=self.environment | changes,
        )

    def bearer(self, port: int) -> dict[str, str]:
        answer = post(port, "/api/v1/auth/token/", {"email": EMAIL, "password": PASSWORD})
        if answer.status != 200:  # noqa: PLR2004
            raise RuntimeError(f"Login answered {answer.status}: {answer.body!r}")
        return {"Authorization": f"Bearer {answer.json()['access']}"}


def bake(
    target: Path, answers: dict[str, Any] | None = None, *, production: dict[str, Any]
) -> Baked:
    """The project of these answers; of the default's with the resource that is measured."""
    template = snapshot(target / "template")
    made = cookiecutter(str(template), no_input=True, extra_context=answers, output_dir=str(target))
    folder = Path(made)
    if not answers:
        _extend(folder)
    _lift_limits(folder)
    baked = Baked(folder, production)
    for command in (
        ("makemigrations", "--verbosity", "0"),
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--noinput", "--verbosity", "0"),
        ("shell", "--verbosity", "0", "-c", MAKE_USER),
    ):
        python("manage.py", *command, folder=folder, environment=baked.environment)
    return baked


def _extend(folder: Path) -> None:
    shutil.copytree(BENCHMARKS / "overlay/articles", folder / "apps/articles")
    (folder / "apps/articles/migrations").mkdir()
    (folder / "apps/articles/migrations/__init__.py").touch()
    parts = folder / "config/settings/parts"
    _replace(parts / "apps.py", r'( +)"apps\.accounts",\n', r'\g<0>\1"apps.articles",\n')
    _replace(
        folder / "apps/api/v1.py",
        r"urlpatterns = \[\n",
        r'\g<0>    path("", include("apps.articles.urls")),\n',
    )


def _lift_limits(folder: Path) -> None:
    """A load test exists to exceed them. They are counted all the same."""
    limits = folder / "config/settings/parts/api.py"
    _replace(limits, r'"(global|anon|user|login)": "\d+/min"', r'"\1": "9000000/min"')


def _replace(file: Path, pattern: str, replacement: str) -> None:
    text, found = re.subn(pattern, replacement, file.read_text())
    if not found:
        raise RuntimeError(f"{file.name} holds no {pattern}: mend measure/baked.py")
    file.write_text(text)


def production(database: str, redis: str, prefix: str, workers: int) -> dict[str, Any]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "JWT_SIGNING_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "CACHE_KEY_PREFIX": prefix,
        "CELERY_BROKER_URL": redis,
        "EMAIL_URL": "smtp://127.0.0.1:1025",
        "DEFAULT_FROM_EMAIL": "noreply@bench.dev",
        "FRONTEND_URL": FRONT_END,
        "WEB_CONCURRENCY": str(workers),
        "GUNICORN_BIND": "127.0.0.1:{port}",
    }

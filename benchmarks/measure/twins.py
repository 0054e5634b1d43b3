"""What others would have written: three stacks on the articles of the baked project."""

import secrets
import sys
import time
from dataclasses import dataclass
from typing import Final

import jwt

from measure.commands import python
from measure.paths import BENCHMARKS
from measure.process import Server
from measure.wire import FRONT_END, HOST

SCHEMA: Final = "twins"
DRF: Final = BENCHMARKS / "twins/drf"
KEY: Final = secrets.token_hex(32)
HOUR: Final = 3600


@dataclass(frozen=True)
class Twins:
    database: str
    workers: int

    def prepare(self) -> None:
        """Make the tables of users and tokens. Must run before the baked project's migrations,
        whose bookkeeping these would take for their own."""
        self._django("migrate", "--verbosity", "0")
        self._django("createsuperuser", "--noinput", "--username", "caller", "--email", "c@d.ev")

    def bearer(self) -> dict[str, str]:
        now = int(time.time())
        claims = {"token_type": "access", "user_id": "1", "jti": secrets.token_hex(16), "iat": now}
        return {"Authorization": "Bearer " + jwt.encode(claims | {"exp": now + HOUR}, KEY)}

    def token(self) -> dict[str, str]:
        key = self._django("drf_create_token", "caller").split()[2]
        return {"Authorization": f"Token {key}"}

    def servers(self) -> list[Server]:
        return [
            *self.django(),
            self._uvicorn("template"),
            self._uvicorn("idiomatic"),
            self._uvicorn("tuned"),
        ]

    def django(self) -> list[Server]:
        return [self._gunicorn("plain"), self._gunicorn("incumbent")]

    def _gunicorn(self, settings: str) -> Server:
        options = ("--bind", "127.0.0.1:{port}", "--workers", str(self.workers))
        return Server(
            name=settings,
            command=(sys.executable, "-m", "gunicorn", "wsgi", *options),
            folder=DRF,
            environment=self._environment(settings),
        )

    def _uvicorn(self, module: str) -> Server:
        options = ("--port", "{port}", "--workers", str(self.workers), "--no-access-log")
        speed = ("--loop", "uvloop", "--http", "httptools")
        application = f"fastapi_app.{module}:app"
        return Server(
            name=module,
            command=(sys.executable, "-m", "uvicorn", application, *options, *speed),
            folder=BENCHMARKS / "twins",
            environment=self._environment("plain"),
        )

    def _django(self, *arguments: str) -> str:
        environment = self._environment("incumbent")
        environment["DJANGO_SUPERUSER_PASSWORD"] = KEY
        return python("-m", "django", *arguments, folder=DRF, environment=environment)

    def _environment(self, settings: str) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": f"settings.{settings}",
            "PYTHONPATH": ".",
            "BENCH_DATABASE_URL": self.database,
            "BENCH_SCHEMA": SCHEMA,
            "BENCH_SIGNING_KEY": KEY,
            "BENCH_HOST": HOST,
            "BENCH_FRONT_END": FRONT_END,
        }

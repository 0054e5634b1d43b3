import time
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError

from apps.core.caching.store import Down, ask
from apps.core.caching.warming import warmers

log = structlog.get_logger("caching")


class Command(BaseCommand):
    help = "Compute what is cached before anybody asks for it. Run it with each release."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", help="these alone; without any, all of them")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        if unknown := sorted(set(names) - set(warmers)):
            known = ", ".join(sorted(warmers))
            raise CommandError(f"Nothing is called {', '.join(unknown)}. There is: {known}.")
        try:
            ask(lambda cache: cache.get("warm"))
        except Down as down:
            raise CommandError(f"The cache does not answer, nothing is kept: {down}") from down
        failed = [name for name in sorted(names or warmers) if not self.warm(name)]
        if failed:
            raise CommandError(f"Not warmed: {', '.join(failed)}.")

    def warm(self, name: str) -> bool:
        start = time.perf_counter()
        try:
            warmers[name]()
        except Exception:
            # The others are still worth it.
            log.exception("warmer failed", warmer=name)
            state = "failed"
        else:
            state = "warm"
        self.stdout.write(f"{name}: {state}, {time.perf_counter() - start:.2f} s")
        return state == "warm"

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.core.health.views import run


class Command(BaseCommand):
    help = "Run health checks, and fail if one of them does: for processes that serve no page."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("checks", nargs="*", help="dotted paths; all of HEALTH_CHECKS if none")

    def handle(self, *args: Any, checks: list[str], **options: Any) -> None:
        states = {path: run(path) for path in checks or settings.HEALTH_CHECKS}
        for path, state in states.items():
            self.stdout.write(f"{path}: {state}")
        if set(states.values()) != {"ok"}:
            raise CommandError("Not healthy.")

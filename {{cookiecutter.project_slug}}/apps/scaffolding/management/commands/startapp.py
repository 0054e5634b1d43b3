from argparse import ArgumentParser
from typing import Any

from apps.scaffolding.plan import plan_app
from apps.scaffolding.running import ScaffoldCommand


class Command(ScaffoldCommand):
    """In place of Django's, whose app would be wired nowhere."""

    help = "Write an app without a resource yet, wired: see docs/scaffolding.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="in lower case: orders")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.carry_out(lambda root: plan_app(root, options["name"], options["icon"]), options)
        if not options["dry_run"]:
            self.stdout.write(f"Go on with `manage.py startresource {options['name']} …`.")

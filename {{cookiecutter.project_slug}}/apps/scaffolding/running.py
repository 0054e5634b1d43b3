"""What both commands do with a plan."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.scaffolding.plan import ICON, Plan
from apps.scaffolding.staging import staged
from apps.scaffolding.worktree import require_clean
from apps.scaffolding.writing import difference, write


def read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


class ScaffoldCommand(BaseCommand):
    requires_system_checks = ()  # its own copy of the project is checked

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show the plan and a diff")
        parser.add_argument("--force", action="store_true", help="also on a dirty git tree")
        parser.add_argument("--icon", default=ICON, help="of the admin: a Font Awesome class")

    def carry_out(
        self, make: Callable[[Path], Plan], options: dict[str, Any], app: str = ""
    ) -> None:
        root = Path(settings.BASE_DIR)
        if not options["dry_run"] and not options["force"]:
            self.note(require_clean(root))
        plan = make(root)
        done = staged(plan, app)
        texts = {name: text for name, text in done.texts.items() if text != read(root / name)}
        for name in sorted(texts):
            self.stdout.write(f"{'edit' if (root / name).exists() else 'new '}  {name}")
        for note in plan.notes:
            self.note(note)
        if not done.is_formatted:
            self.note("ruff is not installed: run `make format` before `make lint`.")
        if options["dry_run"]:
            self.stdout.write(difference(root, texts))
            self.stdout.write("Nothing was written.")
            return
        write(root, texts)

    def note(self, text: str) -> None:
        if text:
            self.stderr.write(self.style.WARNING(text))

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.audit import registry
from apps.audit.project import Project
from apps.audit.report import FORMATS
from apps.audit.report.machines import described
from apps.audit.report.markdown import listing
from apps.audit.report.text import as_text
from apps.audit.running import Report, audit


class Command(BaseCommand):
    help = "Check this project against the guide's checklists: see docs/audit.md."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", help="these checks alone; without any, all of them")
        parser.add_argument("--deploy", action="store_true", help="also what a site is set to")
        parser.add_argument("--format", choices=FORMATS, default="text", dest="form")
        parser.add_argument(
            "--fail-on",
            choices=("failed", "open", "never"),
            default="failed",
            help="exit with 1 on failures (the default), also on open decisions, or never",
        )
        parser.add_argument("--list", action="store_true", help="the checks, and run none")

    def handle(
        self, *args: Any, ids: list[str], deploy: bool, form: str, fail_on: str, **options: Any
    ) -> None:
        known = registry.load()
        if unknown := sorted(set(ids) - set(known)):
            raise CommandError(f"There is no check {', '.join(unknown)}: see --list.")
        if options["list"]:
            chosen = [check for name, check in known.items() if not ids or name in ids]
            self.stdout.write(self.listed(chosen, form), ending="")
            return
        report = audit(Project(), deploy=deploy, only=ids)
        text = as_text(report, self.style) if form == "text" else FORMATS[form](report)
        self.stdout.write(text, ending="")
        if is_wanting(report, fail_on):
            raise SystemExit(1)

    def listed(self, checks: list[registry.Check], form: str) -> str:
        if form == "markdown":
            return listing(checks)
        if form == "json":
            return json.dumps([described(check) for check in checks], indent=2) + "\n"
        return "".join(f"{check.id}  {check.title}\n" for check in checks)


def is_wanting(report: Report, fail_on: str) -> bool:
    """Whether something is left to do that the caller asked to hear of."""
    if fail_on == "never":
        return False
    return bool(report.of("failed") or (fail_on == "open" and report.of("open")))

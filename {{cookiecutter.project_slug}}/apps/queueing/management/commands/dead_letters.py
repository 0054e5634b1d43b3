from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from apps.queueing.dead_letters import replay
from apps.queueing.models import DeadLetter
from apps.queueing.repositories import DeadLetterRepository


class Command(BaseCommand):
    help = "List, show, replay or discard tasks that have failed for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", choices=["list", "show", "replay", "discard"])
        parser.add_argument("ids", nargs="*", type=UUID)
        parser.add_argument("--task", default="", help="all of this task")
        parser.add_argument("--all", action="store_true", help="all there are")

    def handle(self, *args: Any, do: str, ids: list[UUID], **options: Any) -> None:
        if do != "list" and not (ids or options["task"] or options["all"]):
            raise CommandError("Say which: ids, --task or --all.")
        letters = DeadLetterRepository().waiting(
            task=options["task"], ids=[str(letter_id) for letter_id in ids]
        )
        if do == "list":
            for letter in letters:
                self.stdout.write(
                    f"{letter.pk} {letter.failed_at:%F %T} {letter.task}: {letter.error}"
                )
        elif do == "show":
            for letter in letters:
                self._show(letter)
        elif do == "replay":
            self.stdout.write(f"{replay(letters)} sent.")
        else:
            for letter in letters:
                letter.delete()
            self.stdout.write(f"{len(letters)} discarded.")

    def _show(self, letter: DeadLetter) -> None:
        """What it was called with is shown as logs show it: the rest may be secret."""
        for name in (
            "id",
            "task",
            "task_id",
            "queue",
            "shown",
            "retries",
            "request_id",
            "failed_at",
        ):
            self.stdout.write(f"{name}: {getattr(letter, name)}")
        self.stdout.write(f"{letter.traceback or letter.error}\n")

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.events.repositories import EventRepository


def moment(text: str) -> datetime:
    """A date or a time, in the project's time zone where it names none."""
    given = datetime.fromisoformat(text)
    return timezone.make_aware(given) if timezone.is_naive(given) else given


class Command(BaseCommand):
    help = "Let the relay take stored events to their subscribers again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--type", default="", help="organizations.member_joined, or accounts.*")
        parser.add_argument("--aggregate", default="", help="organization:<id>")
        parser.add_argument("--since", type=moment, help="2026-01-31, or with a time")
        parser.add_argument("--until", type=moment, help="before that")
        parser.add_argument("--parked", action="store_true", help="those that were given up")
        parser.add_argument("--subscriber", default="", help="for this one alone, by its name")
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, _, identifier = options["aggregate"].partition(":")
        if options["aggregate"] and not identifier:
            raise CommandError("Name an aggregate as kind:id, organization:<id>.")
        asked = ("type", "aggregate", "since", "until", "parked")
        if not any(options[name] for name in asked):
            raise CommandError("Say which: --type, --aggregate, --since, --until or --parked.")
        events = EventRepository()
        rows = events.find_for_replay(
            kind=options["type"],
            aggregate=(kind, identifier) if identifier else None,
            since=options["since"],
            until=options["until"],
            parked=options["parked"],
        )
        if options["dry_run"]:
            self.stdout.write(f"{rows.count()} events would be relayed again.")
            return
        count = events.replay(rows, subscriber=options["subscriber"])
        self.stdout.write(f"{count} events will be relayed again.")

"""The review rule, asked from a shell. It needs no service."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learners.rules import LegalStatus
from plans.management.commands._dates import a_date, said
from plans.rules import windows


class Command(BaseCommand):
    help = "When the next review is, worked out on a day (learners-plans-assessments.md 2.6)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=a_date, required=True)
        parser.add_argument("--release", type=a_date, help="the release date, if one is known")
        parser.add_argument("--legal-status", choices=list(LegalStatus), default=LegalStatus.UNKNOWN)
        parser.add_argument("--event", choices=list(windows.Event), default=windows.Event.NONE)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, on: Any, release: Any, legal_status: str, event: str, **options: Any) -> None:
        try:
            found = windows.review_window(
                on=on, release_on=release, legal_status=legal_status, event=windows.Event(event)
            )
        except (OverflowError, ValueError) as error:
            raise CommandError(f"that reaches beyond the calendar: {error}") from None
        earliest, latest = said(found.earliest_on), said(found.latest_on)
        if options["as_json"]:
            answer = {"rule": found.rule, "earliest": earliest, "latest": latest, "type": found.type}
            self.stdout.write(json.dumps(answer))
        elif latest:
            self.stdout.write(f"{found.rule}: {found.type} from {earliest} to {latest}")
        else:
            self.stdout.write(f"{found.rule}: no review is due ({found.type})")

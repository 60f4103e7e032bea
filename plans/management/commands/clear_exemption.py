"""The extension rule, asked from a shell. It needs no service."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.core.errors import Refused
from plans.management.commands._dates import a_date
from plans.rules import schedules


class Command(BaseCommand):
    help = "The deadline after a hold is cleared (learners-plans-assessments.md 2.5)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--status", choices=list(schedules.ScheduleStatus), required=True)
        parser.add_argument("--due", type=a_date, required=True, help="the deadline before")
        parser.add_argument("--exempted", type=a_date, required=True, help="when the session was put on hold")
        parser.add_argument("--on", type=a_date, required=True, help="when the hold is cleared")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, status: str, due: Any, exempted: Any, on: Any, as_json: bool, **options: Any) -> None:
        try:
            found = schedules.date_after_clearing(
                status=schedules.ScheduleStatus(status), due_on=due, exempted_on=exempted, on=on
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        except OverflowError as error:
            raise CommandError(f"that reaches beyond the calendar: {error}") from None
        self.stdout.write(json.dumps({"due_on": found.isoformat()}) if as_json else found.isoformat())

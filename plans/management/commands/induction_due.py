"""The induction rule, asked from a shell. It needs no service."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.management.commands._dates import a_date, said
from plans.rules import schedules


class Command(BaseCommand):
    help = "When an induction is due, worked out on a day (learners-plans-assessments.md 2.4)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--contract", choices=list(schedules.Contract), required=True)
        parser.add_argument("--on", type=a_date, required=True)
        parser.add_argument("--admitted", type=a_date, required=True)
        parser.add_argument("--assessed", type=a_date, help="when all assessments were complete")
        parser.add_argument("--transferred", type=a_date, help="when the person came from another prison")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, contract: str, on: Any, admitted: Any, **options: Any) -> None:
        try:
            due = schedules.induction_due(
                contract=schedules.Contract(contract), on=on, admitted=admitted, assessed=options["assessed"],
                transferred=options["transferred"],
            )  # fmt: skip
        except OverflowError as error:
            raise CommandError(f"that reaches beyond the calendar: {error}") from None
        if options["as_json"]:
            self.stdout.write(json.dumps({"status": due.status, "due_on": said(due.due_on), "rule": due.rule}))
        else:
            self.stdout.write(f"{due.rule}: {due.status}, due {said(due.due_on) or 'when assessments are done'}")

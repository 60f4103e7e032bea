"""The nightly look at every schedule, asked for by hand or by a timer."""

import json
import time
from typing import Any

from django.core.management.base import CommandParser

from campus.core import clock
from campus.core.commands import WritingCommand
from plans.actions import recalculation


class Command(WritingCommand):
    help = "Work out every induction and review date again: once a day, going on where a stopped run was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        started = time.monotonic()
        run = recalculation.run(at=clock.now())
        seconds = round(time.monotonic() - started, 1)
        if as_json:
            said = {"for": run.for_on.isoformat(), "read": run.read, "changed": run.changed, "seconds": seconds}
            self.stdout.write(json.dumps(said))
        else:
            self.stdout.write(f"{run.for_on}: {run.read:,} people looked at, {run.changed:,} changed, {seconds} s")

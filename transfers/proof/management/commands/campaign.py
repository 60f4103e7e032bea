"""`campaign`: random lives, merges and kills for as long as asked, in a database of their own."""

import json
import random
from typing import Any

from django.core.management.base import CommandParser

from campus.core.commands import WritingCommand
from transfers.proof.campaign import running

MINUTES = 5.0
WRONG = 1


class Command(WritingCommand):
    help = "Live random lives against a plain model and kill processes on the way. Exit 1 if anything was lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=float, default=MINUTES)
        parser.add_argument("--seed", type=int, default=None, help="the same seed, the same lives")
        parser.add_argument(
            "--processes", type=int, default=1, help="so many lives at once, each on a campus of its own"
        )
        parser.add_argument("--races", type=int, default=0, help="instead: so many forms, each against a move")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, minutes: float, seed: int | None, races: int, processes: int, **options: Any) -> None:
        chosen = random.SystemRandom().randrange(2**31) if seed is None else seed
        self.stderr.write(f"seed {chosen}")
        if races:
            tally = running.race(races=races, seed=chosen)
        else:
            tally = running.run(minutes=minutes, seed=chosen, say=self.stderr.write, processes=processes)
        if options["json"]:
            self.stdout.write(json.dumps(tally.said()))
        else:
            self._tell(tally)
        if not tally.passed:
            raise SystemExit(WRONG)

    def _tell(self, tally: running.Tally) -> None:
        for name, count in sorted(tally.done.items()):
            self.stdout.write(f"{count:>9,} {name}")
        self.stdout.write(f"{tally.steps:>9,} steps, {tally.kills:,} kills, seed {tally.seed}")
        for fault in tally.faults[:20]:
            self.stdout.write(f"          {fault.number} {fault.says}")

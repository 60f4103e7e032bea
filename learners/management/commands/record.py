"""What a person's record holds, counted and digested (interfaces.md, "Root")."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from learners import digests, selectors
from learners.commanding import somebody


class Command(BaseCommand):
    help = "The kinds of a person's record with their counts and digests, and the root over them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prison_number")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, prison_number: str, as_json: bool, **options: Any) -> None:
        record = self._record(somebody(prison_number))
        if as_json:
            self.stdout.write(json.dumps(record))
            return
        for name, kind in record["kinds"].items():
            self.stdout.write(f"{name:24} {kind['class']:8} {kind['count']:6} {kind['digest'][:16]}")
        self.stdout.write(f"root {record['root']}")

    def _record(self, learner: Any) -> dict[str, Any]:
        taken = digests.take(learner.id)
        placement = selectors.open_placement(learner.id)
        return {
            "learner": str(learner.id),
            "identifiers": [
                {"type": i.type, "value": i.value, "status": i.status} for i in selectors.identifiers(learner.id)
            ],
            "placement": {
                "establishment": placement.establishment_id if placement else None,
                "status": placement.status if placement else None,
                "epoch": learner.placement_epoch,
            },
            "kinds": taken.summary(),
            "root": taken.root,
        }  # fmt: skip

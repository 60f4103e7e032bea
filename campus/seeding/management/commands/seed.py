"""A synthetic estate: plausible, reproducible, and about nobody (interfaces.md)."""

import argparse
import datetime as dt
import os
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from campus.core import clock
from campus.seeding import copying, making
from campus.seeding.demo import DEMO_LEARNERS
from learners.models import Learner
from transfers.proof.actions import running as proof

SEED = 1


class Command(BaseCommand):
    help = "Fill an empty database with people who do not exist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, required=True)
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--as-at", type=_date, default=None, help="the date on which the estate stands (today)")

    def handle(self, *args: Any, people: int, seed: int, as_at: dt.date | None, **options: Any) -> None:
        check(people)
        _migrate()
        if Learner.objects.exists():
            raise CommandError("this database already holds people: seed fills an empty one")
        started = time.monotonic()
        made = making.make(number=people, seed=seed, as_at=as_at or clock.today(), say=self.stdout.write)
        copying.analyze()
        proof.begin()
        for name, count in sorted({**made.kinds, **made.others}.items()):
            self.stdout.write(f"{count:>12,} {name}")
        seconds = time.monotonic() - started
        self.stdout.write(f"{made.people:,} people with {made.records:,} record rows in {seconds:.0f} s")


def check(people: int) -> None:
    """Refuse what must not or cannot be made."""
    if os.environ.get("DJANGO_SETTINGS_MODULE") == "campus.settings.production":
        raise CommandError("people who do not exist have no place in production")
    if people < len(DEMO_LEARNERS):
        raise CommandError(f"the demo alone has {len(DEMO_LEARNERS)} people: ask for at least that many")


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-03-31") from None

"""Print who is placed where now, one JSON line a person, as `sync_roll` reads it (interfaces.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from campus.estate.models import Establishment
from transfers import roll_lines
from transfers.actions import roll


class Command(BaseCommand):
    help = "Who is placed where now, one JSON line a person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--establishment", metavar="CODE")
        parser.add_argument("--limit", type=int, metavar="N")

    def handle(self, *args: Any, establishment: str | None, limit: int | None, **options: Any) -> None:
        if establishment and not Establishment.objects.filter(code=establishment).exists():
            raise CommandError(f"{establishment} is not a known establishment")
        if limit is not None and limit < 0:
            raise CommandError("--limit counts people: 0 or more")
        lines = roll.lines(establishment=establishment)
        for line in (lines if limit is None else lines[:limit]).iterator(chunk_size=2_000):
            self.stdout.write(roll_lines.write(line))

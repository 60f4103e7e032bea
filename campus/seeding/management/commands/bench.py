"""How long pages take, on an estate of a given size (interfaces.md, "bench")."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application

from bench import database, measuring
from bench.measuring import Row
from bench.moving import MOVES
from bench.operations import MORE, OPERATIONS
from campus.seeding.management.commands import seed

PEOPLE = 335_000
SMALL = 10_000  # a run at each of the two sizes, and the ratio of every cost is printed
RESULTS = "bench"
EVERY = {*OPERATIONS, *MOVES, *MORE}


class Command(BaseCommand):
    help = "Measure pages on a synthetic estate in a database of its own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=PEOPLE)
        parser.add_argument("--only", default="", help="names, with commas between them")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, people: int, only: str, as_json: bool, **options: Any) -> None:
        seed.check(people)
        names = _chosen(only)
        with database.estate(people, self.stderr.write):
            found = self._measured(people, names)
        _keep(people, found)
        if as_json:
            self.stdout.write(json.dumps(found))
        else:
            self._show(found)
        for line in _ratios():
            self.stderr.write(line)

    def _measured(self, people: int, names: list[str]) -> dict[str, Any]:
        application = get_wsgi_application()
        rows: list[Row] = []
        for name in names:
            try:
                found = MOVES[name]() if name in MOVES else self._pages(name, application)
            except measuring.PageFailed as failed:
                raise CommandError(f"{name}: {failed}") from None
            for row in found:  # told as it comes: the whole takes minutes
                self.stderr.write(f"{row.name}, clients {row.clients}: p50 {row.p50_ms} ms, p95 {row.p95_ms} ms")
            rows += found
        return {"people": people, "machine": measuring.machine(), "operations": [row.said() for row in rows]}

    def _pages(self, name: str, application: WSGIHandler) -> list[Row]:
        operation = OPERATIONS.get(name) or MORE[name]
        return measuring.measure(name, operation(), application)

    def _show(self, found: dict[str, Any]) -> None:
        self.stdout.write(f"{found['people']:,} people on {json.dumps(found['machine'])}")
        self.stdout.write(f"{'':<18} clients     rps     p50     p95     p99  queries   bytes")
        for row in found["operations"]:
            self.stdout.write(
                f"{row['name']:<18} {row['clients']:>7} {row['rps']:>7} {row['p50_ms']:>7} {row['p95_ms']:>7} "
                f"{row['p99_ms']:>7} {row['queries']:>8} {row['bytes']:>7}"
            )


def _chosen(only: str) -> list[str]:
    names = [name.strip() for name in only.split(",") if name.strip()] or [*OPERATIONS, *MOVES]
    for name in names:
        if name not in EVERY:
            raise CommandError(f"{name} is not measured: choose from {', '.join(sorted(EVERY))}")
    return names


def _kept(people: int) -> Path:
    return Path(settings.CAMPUS_HOME) / RESULTS / f"{people}.json"


def _keep(people: int, found: dict[str, Any]) -> None:
    path = _kept(people)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _ratios() -> list[str]:
    """What each page costs at full size compared with the small one: it must not grow with the estate."""
    if not (_kept(SMALL).exists() and _kept(PEOPLE).exists()):
        return []
    small, full = ({(r["name"], r["clients"]): r for r in json.loads(_kept(n).read_text())["operations"]}
                   for n in (SMALL, PEOPLE))  # fmt: skip
    return [
        f"{name}, {clients} client{'s' if clients > 1 else ''}: p95 at {PEOPLE:,} people is "
        f"{full[name, clients]['p95_ms'] / max(small[name, clients]['p95_ms'], 0.1):.2f} times that at {SMALL:,}"
        for name, clients in sorted(small.keys() & full.keys())
    ]

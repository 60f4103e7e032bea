"""`manage.py states`: write docs/states.md and docs/roles.md from the code."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from campus.papers import pages

OUT_OF_DATE = 1  # the check was done, and something is wrong (campus/embedded/commands.py)


class Command(BaseCommand):
    help = "Write docs/states.md and docs/roles.md from the code."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when one is out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        papers = {pages.DOCS / name: make() for name, make in pages.PAPERS.items()}
        stale = [path for path, text in papers.items() if not _says(path, text)]
        if check:
            for path in stale:
                self.stderr.write(f"docs/{path.name} is out of date. Run: python3 manage.py states")
            sys.exit(OUT_OF_DATE if stale else 0)
        for path in stale:
            path.write_text(papers[path], encoding="utf-8")
            self.stdout.write(f"docs/{path.name} written.")


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text

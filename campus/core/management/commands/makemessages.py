"""`manage.py makemessages`: bring the Welsh catalogue in step with the strings of the kiosk."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from campus.core import translating

OUT_OF_DATE = 1  # the check was done, and something is wrong (campus/embedded/commands.py)


class Command(BaseCommand):
    help = "Bring locale/cy/LC_MESSAGES/django.po in step with the strings of the kiosk (docs/welsh.md)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when it is out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = translating.WELSH
        catalogue = translating.up_to_date(translating.read())
        text = translating.as_text(catalogue)
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                self.stderr.write("The Welsh catalogue is out of date. Run: python3 manage.py makemessages")
                sys.exit(OUT_OF_DATE)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        empty = sum(not all(translating.forms(message)) for message in catalogue)
        self.stdout.write(f"{len(catalogue)} strings, {empty} without Welsh.")

"""Make what is stored agree with the roll, one person a line (interfaces.md)."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from campus.core import relaying
from campus.core.commands import WritingCommand
from transfers.actions import roll


class Command(WritingCommand):
    help = "The truth, one person a line: heals what events missed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, file: str, as_json: bool, **options: Any) -> None:
        try:
            with Path(file).open(encoding="utf-8", errors="replace") as lines:
                counts = roll.sync(lines, wrong=lambda line, why: self.stderr.write(f"line {line}: {why}"))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        left = relaying.empty()
        if as_json:
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
        if left:
            self.stderr.write(f"{left} messages could not be sent yet; the relay will try again")
        sys.exit(1 if counts["failed"] else 0)

"""Send what the outbox holds: for ever, or with --once until it is empty."""

import signal
import sys
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from campus.core import relaying


class Command(BaseCommand):
    help = "Send what the outbox holds; --once until it is empty."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is owed")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            left = relaying.empty()
            self.stderr.write(f"{left} messages could not be sent yet" if left else "Nothing is owed")
            sys.exit(1 if left else 0)
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            if not relaying.turn():
                close_old_connections()
                stop.wait(relaying.PAUSE)

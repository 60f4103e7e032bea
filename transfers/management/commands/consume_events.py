"""Take events off the queue as they come (CAMPUS_EVENTS_QUEUE_URL), through the same inbox as `ingest_events`."""

import logging
import signal
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from campus.core.commands import WritingCommand
from transfers import queue

log = logging.getLogger(__name__)
PAUSE_SECONDS = 5


class Command(WritingCommand):
    help = "Take events off the queue until told to stop; with --once until it is empty."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when the queue is empty")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        found = queue.configured()
        if found is None:
            raise CommandError("set CAMPUS_EVENTS_QUEUE_URL")
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            try:
                taken = found.take(wait=0 if once else queue.WAIT_SECONDS, stopping=lambda: self.stopping)
            except (BotoCoreError, ClientError) as error:
                if once:
                    raise CommandError(f"the queue cannot be read: {error}") from None
                log.warning("the queue cannot be read: %s", error)
                self._pause()
                continue
            if once and not taken:
                return

    def _stop(self, *_: Any) -> None:
        """The message in hand is finished, and no other begun."""
        self.stopping = True

    def _pause(self) -> None:
        until = time.monotonic() + PAUSE_SECONDS
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.2)

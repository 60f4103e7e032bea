"""The base of each command that writes to somebody's record."""

from typing import Any

import pghistory
from django.core.management import BaseCommand


class WritingCommand(BaseCommand):
    """Tells the history triggers which command writes, for a version that nobody wrote counts as tampering."""

    def execute(self, *arguments: Any, **options: Any) -> str | None:
        with pghistory.context(command=type(self).__module__.rpartition(".")[2]):
            return super().execute(*arguments, **options)

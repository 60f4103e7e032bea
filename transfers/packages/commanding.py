"""What the commands of this app share: who acts, how an answer is printed, and how a file comes to be whole."""

import dataclasses
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission

WRONG = 1


def operator(*more: Permission) -> Actor:
    """Whoever runs commands on this machine acts as the campus, with what the command needs beside."""
    campus = actors.system()
    granted = campus.granted | frozenset(more)
    return dataclasses.replace(campus, granted=granted, everywhere=granted)


def answer(command: BaseCommand, said: dict[str, Any], *, as_json: bool, sentence: str) -> None:
    """One JSON document, or one sentence."""
    command.stdout.write(json.dumps(said) if as_json else sentence)


def put(content: bytes, to: str) -> None:
    """The whole file or none: written beside its place, then renamed into it. Readable by its owner alone."""
    target = Path(to)
    draft = None
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(target)
    except OSError as error:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)
        raise CommandError(f"{to} cannot be written: {error.strerror or error}") from None

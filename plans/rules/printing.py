"""A plan on paper: how far its file is, and when it may be asked for again. Pure."""

import uuid
from enum import StrEnum

from campus.core.errors import Refused

TRIES = 3  # a store that is away for a moment costs nobody anything
SHOWN = 5  # older prints that the page lists


class Progress(StrEnum):
    """How far a print is, as a person is told. Being made is a worker's lease and is not stored."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


def owed_key(print_id: uuid.UUID) -> str:
    """The outbox key of one print."""
    return f"plan.print:{print_id}"


def check_may_try_again(*, progress: Progress) -> None:
    if progress != Progress.FAILED:
        raise Refused("This print is made, or is being made now.")


def check_may_print(*, goals: int) -> None:
    if goals == 0:
        raise Refused("There is nothing to print yet. Add a goal first.")


def may_print(*, goals: int) -> bool:
    return goals > 0

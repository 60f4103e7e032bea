"""What is true of providers and of who works with whom (providers-messaging-outcomes.md 1.2 and 2.2). Pure."""

from enum import StrEnum

from campus.core.errors import Refused

SUMMARY_MOST = 300
ABOUT_MOST = 2000
PURPOSE_MOST = 120
# Kinds of organisation whose workers may work with a person here. A legal adviser's mail is never read (Prison
# Rule 39), and here each message is, so a legal adviser can have no part in it.
WORKING_KINDS = frozenset({"PROVIDER"})
TAKES_NEW_PEOPLE = frozenset({"ACTIVE"})
KEEPS_ITS_PEOPLE = frozenset({"ACTIVE", "OFFBOARDING"})


class EndedBecause(StrEnum):
    """Why a worker stopped working with a person."""

    DONE = "DONE"
    WORKER_CHANGED = "WORKER_CHANGED"
    PERSON_ASKED = "PERSON_ASKED"
    PROVIDER_ASKED = "PROVIDER_ASKED"
    SECURITY = "SECURITY"


def check_may_assign(*, kind: str, status: str, worker_is_posted: bool) -> None:
    """Whether this organisation's worker may start to work with a person."""
    if kind not in WORKING_KINDS:
        raise Refused("A legal adviser or an employer cannot be a support worker here.", field="worker")
    if status not in TAKES_NEW_PEOPLE:
        raise Refused("This organisation does not take new people now. Choose another.", field="worker")
    if not worker_is_posted:
        raise Refused("This worker no longer works there. Choose another.", field="worker")


def may_assign(*, kind: str, status: str, worker_is_posted: bool) -> bool:
    try:
        check_may_assign(kind=kind, status=status, worker_is_posted=worker_is_posted)
    except Refused:
        return False
    return True


def check_may_end(*, is_open: bool) -> None:
    if not is_open:
        raise Refused("This has ended already.")

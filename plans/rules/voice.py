"""What the person asks for at the tablet, and when staff may answer (learners-plans-assessments.md 8, 1 and 2). Pure.

A sentence that the person may read is short and plain: it is translated for the tablet (campus.core.translating).
"""

from campus.core.errors import Refused
from plans.rules.goals import ProposalStatus, RequestStatus

MOST_WAITING = 5  # suggestions of one person that may wait at a time, so that a stuck button fills nobody's list
SHOWN_ANSWERED = 5  # answers that stay on the person's plan, newest first


def check_suggestion(title: str) -> None:
    if not title.strip():
        raise Refused("Write your goal first.", field="title")


def check_may_suggest(*, waiting: int) -> None:
    if waiting >= MOST_WAITING:
        raise Refused("Staff have not answered your last goals yet. Wait for them.")


def may_suggest(*, waiting: int) -> bool:
    return waiting < MOST_WAITING


def check_may_take_back(*, status: str) -> None:
    if status == ProposalStatus.TAKEN_BACK:
        raise Refused("You have taken this back.")
    if status != ProposalStatus.WAITING:
        raise Refused("Staff have answered this. Talk to them.")


def check_may_ask(*, waiting: bool) -> None:
    if waiting:
        raise Refused("You have asked already. Staff will answer you.")


def check_may_stop_asking(*, status: str) -> None:
    if status == RequestStatus.TAKEN_BACK:
        raise Refused("You have taken this back.")
    if status != RequestStatus.WAITING:
        raise Refused("Staff have answered this. Talk to them.")


def check_may_answer(*, status: str) -> None:
    """The same for a goal that was suggested and a session that was asked for."""
    if status == ProposalStatus.TAKEN_BACK:
        raise Refused("The person has taken this back.")
    if status != ProposalStatus.WAITING:
        raise Refused("This is answered already.")


def may_answer(*, status: str) -> bool:
    try:
        check_may_answer(status=status)
    except Refused:
        return False
    return True


def check_answer(words: str) -> None:
    if not words.strip():
        raise Refused("Write an answer that the person will read", field="answer")

"""Asking for a place on a course at a tablet, and the answer. Pure: no database, no clock.

The sentences reach the person who asks, so they are in the catalogue of the kiosk.
"""

import datetime as dt

from campus.core.errors import Refused
from plans.courses.rules.values import REQUEST_MOVES, Answer, RequestState


def check_may_ask(
    *, is_offered: bool, withdrawn_on: dt.date | None, is_enrolled: bool, is_waiting: bool, today: dt.date
) -> None:
    if is_enrolled:
        raise Refused("You are on this course now.")
    if is_waiting:
        raise Refused("You have asked for this course. Staff will answer.")
    if not is_offered or (withdrawn_on is not None and withdrawn_on <= today):
        raise Refused("This course is not on here now. Ask staff.")


def may_ask(
    *, is_offered: bool, withdrawn_on: dt.date | None, is_enrolled: bool, is_waiting: bool, today: dt.date
) -> bool:
    try:
        check_may_ask(
            is_offered=is_offered,
            withdrawn_on=withdrawn_on,
            is_enrolled=is_enrolled,
            is_waiting=is_waiting,
            today=today,
        )
    except Refused:
        return False
    return True


def check_request_move(before: str, after: str) -> None:
    if RequestState(after) in REQUEST_MOVES[RequestState(before)]:
        return
    raise Refused("Staff have answered this." if before == RequestState.ANSWERED else "You took this back before.")


def may_move_request(before: str, after: str) -> bool:
    return RequestState(after) in REQUEST_MOVES[RequestState(before)]


def check_answer(*, answer: str, note: str) -> None:
    """Who is told No is told why."""
    if answer == Answer.NO and not note.strip():
        raise Refused("Write why not. The person will read this.", field="note")

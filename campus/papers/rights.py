"""The machines of rights: what a person says is wrong, a name that two people put right, an erasure by law."""

from campus.papers import meanings
from campus.papers.machines import Machine, Move, _values
from learners.rules import ErasureState as E
from transfers.rights.rules.requests import ANSWER_MONTHS, ANSWERS, LONGER_MONTHS
from transfers.rights.rules.requests import CorrectionState as C
from transfers.rights.rules.requests import RequestState as R


def machines() -> list[Machine]:
    return [rectification(), identity_correction(), erasure()]


def rectification() -> Machine:
    moves = [
        Move(None, R.WAITING.value, "ask (the person)"),
        Move(R.WAITING.value, R.TAKEN_BACK.value, "take_back (the person)"),
        *(Move(R.WAITING.value, answer.value, "decide") for answer in ANSWERS),
    ]
    note = (
        f"Answered within {ANSWER_MONTHS} month; once, within that month and with a reason, {LONGER_MONTHS} months "
        "more (UK GDPR Art. 12(3)). A request follows the person when they move. A name or a birth date is put right "
        "by identity.decide, which answers the request as well."
    )
    source = "`transfers.rights.rules.requests.RequestState`, `transfers.rights.actions.requests`"
    return Machine("Said to be wrong", source, _values(R), meanings.RECTIFICATION, tuple(moves), note)


def identity_correction() -> Machine:
    moves = (
        Move(None, C.ASKED.value, "ask"),
        Move(C.ASKED.value, C.DONE.value, "decide, by another"),
        Move(C.ASKED.value, C.REFUSED.value, "decide, by another"),
    )
    source = "`transfers.rights.rules.requests.CorrectionState`, `transfers.rights.actions.identity`"
    return Machine("Name or birth date", source, _values(C), meanings.IDENTITY_CORRECTION, moves)


def erasure() -> Machine:
    moves = (
        Move(None, E.ASKED.value, "ask"),
        Move(E.ASKED.value, E.APPROVED.value, "decide, by another"),
        Move(E.ASKED.value, E.REFUSED.value, "decide, by another"),
        Move(E.APPROVED.value, E.DONE.value, "execute (a worker)"),
        Move(E.APPROVED.value, E.LAPSED.value, "execute: joined with another record, or back in prison"),
    )
    note = "The database deletes a row of a record only in a transaction that names an approved order about the person."
    source = "`learners.rules.ErasureState`, `transfers.rights.actions`"
    return Machine("Erasure order", source, _values(E), meanings.ERASURE, moves, note)

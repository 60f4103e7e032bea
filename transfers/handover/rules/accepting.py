"""Accepting somebody: each open goal and each place in a class is decided. Pure."""

from collections.abc import Collection
from enum import StrEnum

from campus.core.errors import Refused
from plans.rules.closing import check_archive
from transfers.handover.rules.asking import sentence
from transfers.rules import CaseState


class GoalDecision(StrEnum):
    KEEP = "KEEP"
    REVIEW = "REVIEW"
    STOP = "STOP"


class PlaceDecision(StrEnum):
    KEEP = "KEEP"
    RESUME = "RESUME"
    REPLACE = "REPLACE"
    LET_GO = "LET_GO"


GOAL_WORDS = {
    GoalDecision.KEEP: "Keep", GoalDecision.REVIEW: "Look at it at the next review", GoalDecision.STOP: "Stop",
}  # fmt: skip
PLACE_WORDS = {
    PlaceDecision.KEEP: "Keep on hold", PlaceDecision.RESUME: "Resume", PlaceDecision.REPLACE: "Replace with",
    PlaceDecision.LET_GO: "Not offered here",
}  # fmt: skip


def check_may_accept(*, state: str) -> None:
    """Whether an arrival can be accepted now. Reading the record never waits for this."""
    if state == CaseState.ARRIVED:
        raise Refused("The records are being checked this moment. Try again in a minute.")
    if state == CaseState.EXCEPTION:
        raise Refused("A steward is checking this move first. Nothing is deleted.")
    if state in (CaseState.ACCEPTED, CaseState.CLOSED):
        raise Refused("This plan has been accepted.")
    if state != CaseState.VERIFIED:
        raise Refused("This move is not to be accepted any more.")


def why_not_accept(*, state: str) -> str:
    return sentence(lambda: check_may_accept(state=state))


def check_goal(title: str, field: str, decision: str, reason: str, words: str) -> GoalDecision:
    """One open goal is decided; stopping it takes a reason, as at any other time."""
    if decision not in list(GoalDecision):
        raise Refused(f"Decide what happens to {title}", field=field)
    if decision == GoalDecision.STOP:
        try:
            check_archive(reason, words)
        except Refused as refused:
            where = "words" if refused.field == "words" else "reason"
            raise Refused(f"{refused.sentence}: {title}", field=f"{field}_{where}") from None
    return GoalDecision(decision)


def check_place(title: str, field: str, decision: str, *, offered: Collection[str], has_class: bool) -> PlaceDecision:
    """One place in a class is decided, among what can be done with it here."""
    if decision not in offered:
        raise Refused(f"Decide what happens to {title}", field=field)
    if decision == PlaceDecision.REPLACE and not has_class:
        raise Refused(f"Choose a class here in place of {title}", field=f"{field}_class")
    return PlaceDecision(decision)


def offered_for_place(*, at_home: bool, has_room: bool, has_classes: bool) -> list[PlaceDecision]:
    """What can be done with a place on hold, the sensible thing first: resume it where it is, or go on here."""
    found = [PlaceDecision.RESUME] if at_home and has_room else []
    found += [PlaceDecision.REPLACE] if has_classes else []
    return [*found, PlaceDecision.KEEP, PlaceDecision.LET_GO]

"""Putting right what was recorded: what may be corrected, and with what (learners-plans-assessments.md 8, 10). Pure."""

from collections.abc import Mapping
from enum import StrEnum

from campus.core.errors import Refused
from plans.rules.goals import CORRECTION_REASON_MOST, GoalStatus


class About(StrEnum):
    """What a correction is about. The value is part of an address."""

    GOAL = "goal"
    REVIEW = "review"
    INDUCTION = "induction"


# The texts of each that can be put right, with their labels.
FIELDS: Mapping[About, Mapping[str, str]] = {
    About.GOAL: {"title": "Goal", "note": "Note", "closing_note": "Note when it was closed"},
    About.REVIEW: {"note": "Note"},
    About.INDUCTION: {"note": "Note"},
}
# What may not be emptied, with what it is called.
NEEDED: Mapping[About, frozenset[str]] = {
    About.GOAL: frozenset({"title"}), About.REVIEW: frozenset({"note"}), About.INDUCTION: frozenset(),
}  # fmt: skip


def check_may_correct_goal(*, status: str) -> None:
    if status == GoalStatus.ACTIVE:
        raise Refused("This goal is in progress. Change it instead.")


def changes(about: About, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The texts that differ, as they are to be."""
    return {
        name: after[name].strip() for name in FIELDS[about] if name in after and after[name].strip() != before[name]
    }


def check_correction(about: About, before: Mapping[str, str], after: Mapping[str, str], reason: str) -> None:
    """Something differs, nothing that is needed is empty, and the reason is said."""
    changed = changes(about, before, after)
    for name in sorted(NEEDED[about] & set(changed)):
        if not changed[name]:
            raise Refused(f"{FIELDS[about][name]} cannot be empty", field=name)
    if not changed:
        raise Refused("Nothing is different yet. Change something, or go back.")
    if not reason.strip():
        raise Refused("Write why it was wrong", field="reason")
    if len(reason.strip()) > CORRECTION_REASON_MOST:
        raise Refused(f"Use {CORRECTION_REASON_MOST} letters or fewer for the reason", field="reason")

"""What a review needs to be recorded (learners-plans-assessments.md 2.6). Pure."""

import datetime as dt

from campus.core.errors import Refused


def check_review(*, held_on: dt.date, note: str, today: dt.date) -> None:
    if held_on > today:
        raise Refused("The date of the review must be today or in the past", field="held_on")
    if not note.strip():
        raise Refused("Write a note about the review", field="note")


def check_held_by(*, name: str, role: str) -> None:
    """Somebody else held it: then both their name and their role are told."""
    if name.strip() and not role.strip():
        raise Refused("Enter the role of whoever held the session", field="held_by_role")
    if role.strip() and not name.strip():
        raise Refused("Enter the name of whoever held the session", field="held_by_name")

"""What the columns of a record are called when somebody reads it, and how a value is said.

A column that is not in LABELS is for machines (keys, versions, digests): the person's own reading leaves it out.
"""

import datetime as dt
import re
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from campus.core.components.dates import date_and_time, long_date

LABELS = {
    "given_name": _("First name"), "family_name": _("Last name"), "preferred_name": _("Known as"),
    "date_of_birth": _("Born on"), "sex": _("Sex"), "type": _("Kind"), "value": _("Number"),
    "title": _("Title"), "note": _("Note"), "status": _("Status"), "state": _("State"), "target_on": _("To be done by"),
    "closed_on": _("Closed on"), "closing_note": _("Note when it was closed"), "archive_words": _("Why it was closed"),
    "first_step": _("First step"), "answer": _("Answer"), "answer_note": _("What staff wrote"), "words": _("Words"),
    "held_on": _("Held on"), "held_by_name": _("Held by"), "due_on": _("Due on"), "due_at": _("Due on"),
    "skill": _("Skill"), "rating": _("How sure"), "evidence": _("What was seen"), "rated_on": _("Rated on"),
    "level": _("Level"), "subject": _("Subject"), "grade": _("Grade"), "answers": _("What was said"),
    "owner": _("Who does it"), "ticked_at": _("You said it was done"), "done_at": _("Done on"),
    "reason": _("Why"), "before": _("Before"), "after": _("After"), "about": _("About"), "section": _("Part"),
    "body": _("What it says"), "author_role": _("Written by"), "submitted_at": _("Sent on"), "read_at": _("Read on"),
    "text": _("Text"), "question": _("Question"), "content": _("Content"), "language": _("Language"),
    "started_on": _("Started on"), "ended_on": _("Ended on"), "planned_end_on": _("Meant to end on"),
    "outcome": _("Outcome"), "on": _("Day"), "code": _("Kind"), "detail": _("Detail"), "details": _("Details"),
    "symptoms": _("How it shows"), "how": _("How it was noticed"), "how_other": _("How else it was noticed"),
    "category": _("Kind"), "adjustments": _("What helps"), "person_says": _("What you said"),
    "teacher_skills": _("What teachers need to know"), "access_arrangements": _("Help with exams"),
    "persons_view": _("What you think"), "reviewed_on": _("Looked at on"), "written_with_name": _("Written with"),
    "purpose": _("What for"), "started_at": _("Began on"), "ended_at": _("Ended on"),
    "ended_because": _("Why it ended"),
    "what": _("What"), "shared_with": _("With whom"), "given_at": _("Said yes on"), "withdrawn_at": _("Said no on"),
    "assessed_on": _("Tested on"), "score": _("Score"), "result": _("Result"), "where": _("Where"),
    "provider_name": _("Given by"), "awarded_by": _("Awarded by"), "awarded_on": _("Awarded on"),
    "qualification_type": _("Kind"), "source": _("Where it came from"), "made_at": _("Made on"),
    "printed_at": _("Printed on"), "agreed_at": _("Agreed on"), "completed_on": _("Done on"), "kind": _("Kind"),
    "created_at": _("Written on"), "earliest_on": _("Not before"), "latest_on": _("Not after"),
    "screened_on": _("Screened on"), "has_plan": _("Has a plan"), "has_need": _("Has a need"), "name": _("Name"),
    "course_id": _("Course"), "qualification": _("Exam"), "work_type": _("Kind of work"), "facts": _("What happened"),
    "removed_at": _("Taken out on"), "archived_at": _("Put away on"), "archive_reason": _("Why it was put away"),
}  # fmt: skip

_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def label(column: str) -> str:
    """The word for a column: from the list, or from its own name."""
    known = LABELS.get(column)
    return gettext(known) if known else column.removesuffix("_id").replace("_", " ").strip().capitalize()


def said(value: Any) -> str:
    """A value as a person reads it. Empty for what says nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dict):
        parts = [(label(str(key)), said(one)) for key, one in value.items()]
        return "\n".join(f"{key}: {one}" for key, one in parts if one)
    if isinstance(value, list):
        return "\n".join(one for one in (said(item) for item in value) if one)
    return _text(str(value))


def _text(text: str) -> str:
    if _INSTANT.fullmatch(text):
        at = parse_datetime(text)
        return date_and_time(at) if at else text
    if _DAY.fullmatch(text):
        day = parse_date(text)
        return long_date(day) if isinstance(day, dt.date) else text
    if len(text) > 3 and _CODE.fullmatch(text):
        return gettext(text.replace("_", " ").capitalize())
    return text

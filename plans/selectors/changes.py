"""What changed about a person's session dates: when, why and at which prison. Read from the versions of schedules."""

import uuid
from collections.abc import Iterable, Iterator

from campus.core.components import dates
from learners.timeline import Asked, Group, Line, LineKind, fits
from plans.models import InductionScheduleVersion, ReviewScheduleVersion
from plans.rules.schedules import EXEMPT, HOLD_BY_STATUS, ScheduleStatus
from plans.selectors import schedules

S = ScheduleStatus
# Why, in words for staff. What is not here was a movement: the status says which.
CAUSES = {
    "RESTART": "Taken off hold",
    "NIGHTLY": "Put right by the nightly check",
    "SENTENCE_CHANGED": "The release date or the sentence changed",
    "ASSESSMENTS_COMPLETE": "All assessments are done",
    "INDUCTION_COMPLETE": "The induction and the first goal are there",
    "REVIEW_HELD": "A review was held",
    "MERGE": "Two records were joined",
    "UNMERGE": "Two records were parted again",
    "TRANSFER": "Came from another prison",
    "ADMISSION": "Came into prison",
    "READMISSION": "Came back into prison",
    "TEMPORARY_ABSENCE_RETURN": "Came back from a temporary absence",
}
PAUSES = {
    S.TRANSFERRED: "Closed: moved to another prison",
    S.TEMPORARY_ABSENCE: "Paused: away for a time",
    S.RELEASED: "Closed: released",
    S.HOSPITAL: "Closed: in hospital",
    S.DIED: "Closed: died",
    S.MERGED: "Closed: joined with another record",
    S.UNKNOWN: "Closed: replaced after coming back",
}
REVIEW_COMPLETED = LineKind("ACTION_PLAN_REVIEW_COMPLETED", Group.REVIEWS, "Review held", "{on_time}")
Version = InductionScheduleVersion | ReviewScheduleVersion


def changes_of(learner_id: uuid.UUID) -> list[Line]:
    """Every change of the person's schedules as a line of history, newest first. Two queries."""
    found = [
        *_lines(schedules.induction_versions(learner_id), "Induction", "INDUCTION_SCHEDULE", Group.INDUCTION),
        *_lines(schedules.review_versions(learner_id), "Review", "ACTION_PLAN_REVIEW_SCHEDULE", Group.REVIEWS),
    ]
    return sorted(found, key=lambda line: (line.at, line.key), reverse=True)


def schedule_lines(asked: Asked) -> list[Line]:
    """The lines that fit a page of the person's history, merged in when it is read: a movement writes none."""
    return [line for line in changes_of(asked.learner_id) if fits(line, asked)][: asked.fetch]


def _lines(versions: Iterable[Version], title: str, code: str, group: Group) -> Iterator[Line]:
    rows = list(versions)
    by_number = {(row.schedule_id, row.version): row for row in rows}
    for row in rows:
        before = by_number.get((row.schedule_id, row.version - 1))
        prison = row.created_at_establishment
        yield Line(
            at=row.at, title=_what(title, row, before), group=group, key=str(row.id),
            words=". ".join(part for part in (CAUSES.get(row.cause, ""), row.hold_words) if part),
            who=row.created_by.name if row.created_by and row.created_by.kind != "SYSTEM" else "",
            where=prison.short_name if prison else "", place=prison.code if prison else "",
            code=f"{code}_{_kind(row, before)}",
        )  # fmt: skip


def _kind(row: Version, before: Version | None) -> str:
    if before is None:
        return "CREATED"
    same = row.status == before.status and isinstance(row, InductionScheduleVersion)
    return "UPDATED" if same else "STATUS_UPDATED"


def _what(title: str, row: Version, before: Version | None) -> str:
    status = S(row.status)
    if status == S.COMPLETED:
        return f"{title} done"
    if status in HOLD_BY_STATUS:
        label = HOLD_BY_STATUS[status].label
        return f"{title} on hold: {label[:1].lower()}{label[1:]}"
    if status in EXEMPT:
        return f"{title}. {PAUSES[status]}"
    if status == S.PENDING:
        return f"{title} waits for assessments"
    return f"{title} {'planned' if before is None else 'dated again'}: {_when(row)}"


def _when(row: Version) -> str:
    if isinstance(row, ReviewScheduleVersion):
        return f"{dates.long_date(row.earliest_on)} to {dates.long_date(row.latest_on)}"
    return f"due by {dates.long_date(row.due_on)}"

"""When inductions and reviews are due, the reviews that were held, and who works with whom: of those in custody.

The dates are those that plans.rules would give, worked out on a day that puts about one review in twenty-five past its
date and one in eight into its window. The nightly look at every schedule finds nothing to change.
"""

import datetime as dt
from functools import cache

from campus.core.months import add_months
from campus.seeding.copying import MADE, NULL, Pen, made
from campus.seeding.demo import DEMO_STAFF
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.world import World
from plans.models import (
    CaseWorker,
    InductionSchedule,
    InductionScheduleVersion,
    Review,
    ReviewSchedule,
    ReviewScheduleVersion,
)
from plans.rules.schedules import HOLDS, INDUCTION_ONLY, PEF_DAYS, PES_DAYS, ScheduleStatus, contract_on
from plans.rules.windows import MOVE_DAYS, Event, Window, review_window

S = ScheduleStatus
COLUMNS = {
    InductionSchedule: (
        "id", *MADE, "learner_id", "status", "due_on", "rule", "contract", "admitted_on", "exempted_on", "version",
    ),
    InductionScheduleVersion: (
        "id", *MADE, "learner_id", "schedule_id", "version", "status", "rule", "cause", "at", "due_on",
    ),
    ReviewSchedule: (
        "id", *MADE, "learner_id", "status", "earliest_on", "latest_on", "rule", "type", "worked_out_on", "release_on",
        "legal_status", "exempted_on", "version",
    ),
    ReviewScheduleVersion: (
        "id", *MADE, "learner_id", "schedule_id", "version", "status", "rule", "cause", "at", "earliest_on",
        "latest_on",
    ),
    Review: ("id", *MADE, "learner_id", "schedule_id", "type", "due_on", "held_on", "note", "is_last"),
    CaseWorker: ("id", *MADE, "learner_id", "user_id", "establishment_id", "started_at"),
}  # fmt: skip
OVERDUE, DUE = 0.04, 0.12
HELD, WAITS_FOR_ASSESSMENTS = 0.06, 0.3
HAS_WORKER, HAD_ANOTHER_REVIEW, WAS_LATE = 0.9, 0.4, 0.15
NOTES = (
    "We went through each goal. The steps fit.", "Two steps are done. We agreed what comes next.",
    "Wants to work outdoors. We looked at courses for that.", "Ready for the interview. More practice with maths.",
)  # fmt: skip
INDUCTION_HOLDS = tuple(hold.status for hold in HOLDS if hold.status != S.TECHNICAL)
REVIEW_HOLDS = tuple(status for status in INDUCTION_HOLDS if status not in INDUCTION_ONLY)
# Months from the day on which a window is worked out to its opening and its end, by the months left to serve.
_SPANS = ((3, 0, 0), (6, 1, 3), (12, 2, 3), (60, 4, 6))
_LONG, _REMAND = (10, 12), (2, 3)


def rows(person: Person, world: World, pen: Pen) -> None:
    """Schedules for everybody in custody, and a worker for most of them."""
    if not person.in_custody:
        return
    _worker(person, world, pen)
    _induction(person, world, pen)
    if person.planned:
        _reviews(person, world, pen)


def _worker(person: Person, world: World, pen: Pen) -> None:
    """Demo people work with the first of the demo staff, so that there is a caseload to look at."""
    if not person.demo and world.chance() >= HAS_WORKER:
        return
    user = world.team.by_username[DEMO_STAFF[0].username][0] if person.demo else world.planner(person.home)
    started = person.stays[-1][2]
    at = world.moments.at(started)
    said = made(at, user, person.home)
    pen[CaseWorker].append(f"{world.moments.key(started)}\t{said}\t{person.key}\t{user}\t{person.home}\t{at}")


def _induction(person: Person, world: World, pen: Pen) -> None:
    """Done for whoever has a plan; otherwise due, on hold, or waiting for assessments where the contract says so."""
    moments, came = world.moments, _date(world, person.came)
    contract = contract_on(came)
    days = PEF_DAYS if contract == "PEF" else PES_DAYS
    due_on: dt.date | None = came + dt.timedelta(days=days)
    status, exempted, cause = S.COMPLETED, NULL, "INDUCTION_COMPLETE"
    if not person.planned:
        status, due_on, exempted = _open(person, world)
        cause = "ADMISSION"
        contract = contract_on(moments.as_at) if status == S.PENDING else contract
    started = max(person.came, person.planned)
    at, key = moments.at(started), moments.key(started)
    said = made(at, person.author, person.where(started))
    due = due_on.isoformat() if due_on else NULL
    rule = "NEW_PRISON_ADMISSION"
    pen[InductionSchedule].append(
        f"{key}\t{said}\t{person.key}\t{status}\t{due}\t{rule}\t{contract}\t{came}\t{exempted}\t1"
    )
    pen[InductionScheduleVersion].append(
        f"{moments.key(started)}\t{said}\t{person.key}\t{key}\t1\t{status}\t{rule}\t{cause}\t{at}\t{due}"
    )


def _open(person: Person, world: World) -> tuple[ScheduleStatus, dt.date | None, str]:
    """An induction that is not done: its status, its date and since when it is on hold."""
    today, chance = world.moments.as_at, world.chance
    if person.demo:
        return S.SCHEDULED, today + dt.timedelta(days=8), NULL
    if chance() < WAITS_FOR_ASSESSMENTS:
        return S.PENDING, None, NULL
    due_on = today + dt.timedelta(days=int(chance() * 40) - 8)
    if chance() < HELD * 2:
        status = INDUCTION_HOLDS[int(chance() * len(INDUCTION_HOLDS))]
        return status, due_on, (today - dt.timedelta(days=1 + int(chance() * 10))).isoformat()
    return S.SCHEDULED, due_on, NULL


# --- reviews ---------------------------------------------------------------------------------------------------------


def _reviews(person: Person, world: World, pen: Pen) -> None:
    """The review that is to come, worked out on the day of the last one, and those that were held before."""
    today = world.moments.as_at
    release = dt.date.fromisoformat(person.release) if person.release != NULL else None
    moved = _date(world, person.stays[-1][2])
    by_move = len(person.stays) > 1 and (today - moved).days <= MOVE_DAYS + 5 and moved > _date(world, person.planned)
    on = moved if by_move else _worked_out_on(person, world, release)
    event = Event.TRANSFER if by_move else Event.NONE
    window = review_window(on=on, release_on=release, legal_status=person.legal, event=event)
    held_before = not by_move and (on - _date(world, person.planned)).days > 30
    if held_before:
        _held(person, world, pen, on, is_last=not window.is_due)
    if window.is_due or _must_be_due(release, today):
        if not window.is_due:
            window = review_window(on=today, release_on=release, legal_status=person.legal)
            on = today
        cause = "TRANSFER" if by_move else "REVIEW_HELD" if held_before else "INDUCTION_COMPLETE"
        _to_come(person, world, pen, window, on, cause)


def _must_be_due(release: dt.date | None, today: dt.date) -> bool:
    """Whether the nightly look would open a review for somebody who has none."""
    return release is None or not today <= release <= _months_on(today, 3)


def _worked_out_on(person: Person, world: World, release: dt.date | None) -> dt.date:
    """The day on which the window was worked out, so that it lies where chance wants it, but not before the plan."""
    today, chance = world.moments.as_at, world.chance
    opens, closes = _span(person, release, today)
    wanted = chance()
    if wanted < OVERDUE:
        back = closes * 30.5 + 2 + chance() * 30
    elif wanted < OVERDUE + DUE:
        back = opens * 30.5 + 2 + chance() * max((closes - opens) * 30 - 4, 1)
    else:
        back = chance() * max(opens * 30 - 2, 1)
    return max(today - dt.timedelta(days=int(back)), _date(world, person.planned))


def _span(person: Person, release: dt.date | None, today: dt.date) -> tuple[int, int]:
    """About how many months from working out to the window's two ends."""
    if release is None:
        return _REMAND if person.legal in ("REMAND", "CONVICTED_UNSENTENCED") else _LONG
    for months, opens, closes in _SPANS:
        if release <= _months_on(today, months):
            return opens, closes
    return _LONG


def _to_come(person: Person, world: World, pen: Pen, window: Window, on: dt.date, cause: str) -> None:
    chance = world.chance
    status: ScheduleStatus = S.SCHEDULED
    exempted = NULL
    if not person.demo and chance() < HELD:
        status = REVIEW_HOLDS[int(chance() * len(REVIEW_HOLDS))]
        exempted = (world.moments.as_at - dt.timedelta(days=1 + int(chance() * 10))).isoformat()
    _schedule(person, world, pen, status=status, window=window, on=on, exempted=exempted, cause=cause)


def _held(person: Person, world: World, pen: Pen, on: dt.date, *, is_last: bool) -> None:
    """A review on that day and, for some, one before it."""
    chance = world.chance
    if chance() < HAD_ANOTHER_REVIEW and (on - _date(world, person.planned)).days > 150:
        _one_held(person, world, pen, on - dt.timedelta(days=120), is_last=False)
    _one_held(person, world, pen, on, is_last=is_last)


def _one_held(person: Person, world: World, pen: Pen, on: dt.date, *, is_last: bool) -> None:
    late = world.chance() < WAS_LATE
    latest = on + dt.timedelta(days=-3 if late else 10)
    window = Window(_RULE, latest - dt.timedelta(days=25), latest, _TYPE)
    key = _schedule(
        person, world, pen, status=S.COMPLETED, window=window, on=latest - dt.timedelta(days=90), exempted=NULL,
        cause="REVIEW_HELD", changed_on=on,
    )  # fmt: skip
    minute = _minute(world, on)
    said = made(world.moments.at(minute), person.author, person.where(minute))
    note = NOTES[int(world.chance() * len(NOTES))]
    pen[Review].append(
        f"{world.moments.key(minute)}\t{said}\t{person.key}\t{key}\t{_TYPE}\t{latest}\t{on}\t{note}"
        f"\t{'t' if is_last else 'f'}"
    )


_HELD_WINDOW = review_window(on=dt.date(2026, 1, 1))
_RULE, _TYPE = _HELD_WINDOW.rule, _HELD_WINDOW.type


def _schedule(
    person: Person, world: World, pen: Pen, *, status: ScheduleStatus, window: Window, on: dt.date, exempted: str,
    cause: str, changed_on: dt.date | None = None,
) -> str:  # fmt: skip
    """One schedule with its last version, and its key. Made on the day on which its window was worked out."""
    moments, minute = world.moments, max(_minute(world, on), person.came)
    at, key = moments.at(minute), moments.key(minute)
    said = made(at, person.author, person.where(minute))
    pen[ReviewSchedule].append(
        f"{key}\t{said}\t{person.key}\t{status}\t{window.earliest_on}\t{window.latest_on}\t{window.rule}\t{window.type}"
        f"\t{on}\t{person.release}\t{person.legal}\t{exempted}\t1"
    )
    minute = max(_minute(world, changed_on or on), person.came)
    at, said = moments.at(minute), made(moments.at(minute), person.author, person.where(minute))
    pen[ReviewScheduleVersion].append(
        f"{moments.key(minute)}\t{said}\t{person.key}\t{key}\t1\t{status}\t{window.rule}\t{cause}\t{at}"
        f"\t{window.earliest_on}\t{window.latest_on}"
    )
    return key


def _date(world: World, minute: int) -> dt.date:
    return world.moments.as_at + dt.timedelta(days=minute // DAY - world.moments.today)


def _minute(world: World, on: dt.date) -> int:
    """Ten in the morning of a day, and never after the estate's last minute."""
    return min((world.moments.today + (on - world.moments.as_at).days) * DAY + 10 * 60, world.moments.last)


@cache
def _months_on(on: dt.date, months: int) -> dt.date:
    return add_months(on, months)

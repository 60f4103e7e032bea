"""The lists of hand-over: who came and waits, who left, who was accepted, who is expected."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.components.dates import table_date
from campus.core.remembering import once_a_page
from learners.models import Identifier, Learner
from learners.rules import IdentifierType
from learners.selectors import active_establishments
from transfers import selectors as transfers
from transfers.handover import rules
from transfers.handover.models import HandOver
from transfers.handover.rules import Need
from transfers.models import TransferCase
from transfers.rules import CaseState

PAGE_SIZE = 50
ALL, MINE, UNASSIGNED, OVERDUE = "all", "mine", "unassigned", "overdue"
FILTERS = ((ALL, "Everybody"), (MINE, "For me"), (UNASSIGNED, "For nobody yet"), (OVERDUE, "Late"))
# Where a list begins after: the instant and the case of the last row of the page before.
ORDERS = (("need", "Due first"), ("name", "Name"))


@dataclass(frozen=True)
class Arrival:
    """One row of those who came."""

    case: TransferCase
    hand_over: HandOver | None
    receipt: transfers.Receipt | None
    need: Need
    due_on: dt.date
    number: str = ""

    @property
    def second_line(self) -> str:
        return " · ".join(part for part in (self.number, self.case.learner.cell) if part)

    @property
    def due_words(self) -> str:
        return table_date(self.due_on)

    @property
    def note_by(self) -> str:
        note = self.hand_over
        if note is None or not note.is_written or note.written_by is None:
            return ""
        return note.written_by.name


@dataclass(frozen=True)
class Page:
    rows: Sequence[object]
    next_after: str
    total: int


def accept_days() -> int:
    """Within how many working days somebody is to be accepted: a setting of the campus."""
    return settings.CAMPUS_ACCEPT_WORKING_DAYS


def _waiting(actor: Actor) -> QuerySet[TransferCase]:
    """Who came and nobody accepted yet, at the actor's prison; everywhere for those who reach everybody."""
    rows = TransferCase.objects.filter(state__in=sorted(rules.WAITS_FOR_ACCEPTANCE))
    if actor.establishment_id is not None:
        return rows.filter(
            to_establishment_id=actor.establishment_id, learner__current_establishment_id=actor.establishment_id
        )
    return rows if actor.may_anywhere(Permission.TRANSFER_VIEW) else rows.none()


@once_a_page
def waiting_count(actor: Actor) -> int:
    """How many wait at the actor's own prison. One indexed query, for the navigation."""
    return _waiting(actor).count() if actor.establishment_id and actor.may(Permission.TRANSFER_ACCEPT) else 0


def arrivals(actor: Actor, *, who: str, sort: str, after: str, prison: str = "", today: dt.date) -> Page:
    """A page of those who wait: the latest first when sorted by need, for whoever came first is due first."""
    rows = _filtered(_waiting(actor), actor, who, today)
    if prison and actor.establishment_id is None:
        rows = rows.filter(to_establishment_id=prison)
    total = rows.count()
    ordered = _by_name(rows, after) if sort == "name" else _by_need(rows, after)
    cases = list(_with_notes(ordered)[: PAGE_SIZE + 1])
    shown, numbers = cases[:PAGE_SIZE], _numbers(cases[:PAGE_SIZE])
    following = _place(shown[-1]) if len(cases) > PAGE_SIZE else ""
    return Page([_arrival(case, today, numbers) for case in shown], following, total)


def last_accepted(actor: Actor) -> dt.datetime | None:
    """When the actor's prison accepted somebody last, for a page on which nobody waits."""
    rows = TransferCase.objects.filter(to_establishment_id=actor.establishment_id or "", accepted_at__isnull=False)
    return rows.order_by("-arrived_at").values_list("accepted_at", flat=True).first()


def _filtered(rows: QuerySet[TransferCase], actor: Actor, who: str, today: dt.date) -> QuerySet[TransferCase]:
    if who == MINE:
        return rows.filter(hand_over__assignee_id=actor.user_id)
    if who == UNASSIGNED:
        return rows.filter(Q(hand_over__isnull=True) | Q(hand_over__assignee__isnull=True))
    if who == OVERDUE:
        return rows.exclude(state=CaseState.EXCEPTION).filter(arrived_at__lt=_midnight(_late_before(today)))
    return rows


def _late_before(today: dt.date) -> dt.date:
    return rules.arrived_before(today, accept_days())


def _midnight(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(), tzinfo=clock.LONDON)


def _by_need(rows: QuerySet[TransferCase], after: str) -> QuerySet[TransferCase]:
    if (last := _last(after)) is not None:
        rows = rows.filter(Q(arrived_at__gt=last[0]) | Q(arrived_at=last[0], id__gt=last[1]))
    return rows.order_by("arrived_at", "id")


def _by_name(rows: QuerySet[TransferCase], after: str) -> QuerySet[TransferCase]:
    names = ("learner__family_name", "learner__given_name", "id")
    if (last := _last(after)) is not None:
        found = rows.filter(id=last[1]).values_list(*names).first()
        beyond, same = Q(), Q()
        for column, value in zip(names, found or (), strict=False):
            beyond |= same & Q(**{f"{column}__gt": value})
            same &= Q(**{column: value})
        rows = rows.filter(beyond)
    return rows.order_by(*names)


def _last(after: str) -> tuple[dt.datetime, uuid.UUID] | None:
    """What the address says the page begins after, if it is such a thing."""
    with contextlib.suppress(ValueError):
        at, _, key = after.rpartition("_")
        found = dt.datetime.fromisoformat(at)
        return (found, uuid.UUID(key)) if found.tzinfo else None
    return None


def _place(case: TransferCase) -> str:
    return f"{case.arrived_at.isoformat() if case.arrived_at else ''}_{case.id}"


def _with_notes(rows: QuerySet[TransferCase]) -> QuerySet[TransferCase]:
    return rows.select_related(
        "learner", "from_establishment", "to_establishment", "hand_over__written_by", "hand_over__assignee"
    ).prefetch_related("manifests", "exceptions")


def _numbers(cases: Sequence[TransferCase]) -> dict[uuid.UUID, str]:
    rows = Identifier.objects.filter(
        learner_id__in=[case.learner_id for case in cases], type=IdentifierType.PRISON_NUMBER,
        status=Identifier.Status.ACTIVE,
    )  # fmt: skip
    return dict(rows.order_by("valid_from", "id").values_list("learner_id", "value"))


def _arrival(case: TransferCase, today: dt.date, numbers: dict[uuid.UUID, str]) -> Arrival:
    arrived_on = clock.london_date(case.arrived_at or clock.now())
    return Arrival(
        case, getattr(case, "hand_over", None), transfers.receipt_of(case),
        rules.need_of(case.state, arrived_on, today, accept_days()), rules.accept_by(arrived_on, accept_days()),
        numbers.get(case.learner_id, ""),
    )  # fmt: skip


# --- who left --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Left:
    """One row of those who left: nothing of the person but their name, where they went and the note."""

    case: TransferCase
    hand_over: HandOver | None
    refusal: str


def left(actor: Actor, *, after: str, at: dt.datetime) -> Page:
    """Who left the actor's prison in the last 28 days, the latest first."""
    code, today = actor.establishment_id, clock.london_date(at)
    since = at - rules.LEFT_LISTED
    lately = Q(departed_at__gte=since) | Q(departed_at__isnull=True, arrived_at__gte=since)
    gone = TransferCase.objects.filter(lately, from_establishment_id=code or "")
    rows: Any = gone.annotate(left_at=Coalesce("departed_at", "arrived_at"))
    rows = rows.exclude(state__in=[CaseState.REVERSED, CaseState.RETURNED, CaseState.EXPECTED])
    if (last := _last(after)) is not None:
        rows = rows.filter(Q(left_at__lt=last[0]) | Q(left_at=last[0], id__lt=last[1]))
    rows = _with_notes(rows)
    found: list[Any] = list(rows.order_by("-left_at", "-id")[: PAGE_SIZE + 1])  # type: ignore[misc]
    shown = found[:PAGE_SIZE]
    following = f"{shown[-1].left_at.isoformat()}_{shown[-1].id}" if len(found) > PAGE_SIZE else ""
    return Page([_left(case, today) for case in shown], following, len(shown))


def _left(case: TransferCase, today: dt.date) -> Left:
    note = getattr(case, "hand_over", None)
    until = note.edit_until_on if note else today
    return Left(case, note, rules.why_not_write(state=case.state, today=today, until=until))


def sent_case(actor: Actor, case_id: uuid.UUID, permission: str = Permission.HANDOVER_EDIT) -> TransferCase | None:
    """A move away from a prison where the actor may write the note. It says nothing else of the person."""
    rows = _with_notes(TransferCase.objects.filter(id=case_id))
    return rows.filter(from_establishment_id__in=actor.establishments_with(permission)).first()


def received_case(actor: Actor, case_id: uuid.UUID) -> TransferCase | None:
    """A move that the actor may look at because they reach the person now."""
    people = Learner.objects.visible_to(actor, Permission.TRANSFER_VIEW)
    rows = _with_notes(TransferCase.objects.filter(id=case_id, learner__in=people, arrived_at__isnull=False))
    return rows.select_related("learner__current_establishment", "hand_over__read_by", "hand_over__worker").first()


def note_for_learner(learner_id: uuid.UUID, today: dt.date) -> HandOver | None:
    """The note of the person's last move once it is final: when they were accepted, or when its time was over."""
    rows = HandOver.objects.filter(learner_id=learner_id, drafted_at__isnull=False, case__arrived_at__isnull=False)
    rows = rows.filter(Q(case__accepted_at__isnull=False) | Q(edit_until_on__lt=today))
    return rows.select_related("case__from_establishment", "worker").order_by("-case__arrived_at").first()


def prisons() -> list[tuple[str, str]]:
    """For those who look at every prison: one to narrow the list to."""
    return [("", "Every prison"), *((one.code, one.short_name) for one in active_establishments())]

"""Who works with whom. A worker of another prison is history: a person has a worker of where they are, or none."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from campus.accounts.models import Posting, User
from campus.accounts.permissions import Permission, roles_with
from campus.core import clock
from learners.models import Learner, Placement
from learners.models.identity import LearnerQuerySet
from plans.models import CaseWorker
from plans.rules.sessions import SessionState
from plans.selectors.sessions import with_session


@dataclass(frozen=True)
class Load:
    """How many people a prison holds, and how many of them work with this member of staff."""

    people: int
    mine: int


def worked_with_by(user_id: uuid.UUID) -> Exists:
    """Whether a person, where they are now, works with this member of staff."""
    return Exists(
        CaseWorker.objects.filter(
            learner_id=OuterRef("id"), user_id=user_id, ended_at__isnull=True,
            establishment_id=OuterRef("current_establishment_id"),
        )
    )  # fmt: skip


def load_of(rows: LearnerQuerySet, user_id: uuid.UUID) -> Load:
    found = rows.aggregate(people=Count("id"), mine=Count("id", filter=Q(worked_with_by(user_id))))
    return Load(found["people"], found["mine"])


def worker_of(learner: Learner) -> CaseWorker | None:
    """Who works with the person at the prison where they are now."""
    if learner.current_establishment_id is None:
        return None
    rows = CaseWorker.objects.filter(
        learner_id=learner.id, ended_at__isnull=True, establishment_id=learner.current_establishment_id
    )
    return rows.select_related("user").first()


def planners_at(code: str, on: dt.date) -> QuerySet[User]:
    """Staff who may plan with people at a prison on a day, by name."""
    posts = Posting.objects.open_on(on).filter(
        user_id=OuterRef("id"), establishment_id=code, role__in=sorted(roles_with(Permission.PLAN_EDIT))
    )
    staff = User.objects.filter(Exists(posts), is_active=True, kind=User.Kind.STAFF)
    return staff.order_by("family_name", "given_name", "id")


def may_plan_at(code: str, user_id: uuid.UUID, on: dt.date) -> bool:
    return planners_at(code, on).filter(id=user_id).exists()


@dataclass(frozen=True)
class Worker:
    """A member of staff with how many people at the prison they work with."""

    user: User
    people: int


def workers_at(code: str) -> list[Worker]:
    """Everybody who works with somebody at the prison, whether or not they still have a post there. Two queries."""
    counts = dict(
        _open_here(code).values("user_id").annotate(people=Count("id")).order_by().values_list("user_id", "people")
    )
    users = User.objects.filter(id__in=counts).order_by("family_name", "given_name", "id")
    return [Worker(user, counts[user.id]) for user in users]


def people_of(code: str, user_id: uuid.UUID) -> list[uuid.UUID]:
    """The keys of those at a prison who work with this member of staff."""
    return list(_open_here(code).filter(user_id=user_id).order_by("learner_id").values_list("learner_id", flat=True))


def names_of(learner_ids: Iterable[uuid.UUID]) -> list[str]:
    """For a list of those whom something could not be done for."""
    rows = Learner.objects.filter(id__in=list(learner_ids)).order_by("family_name", "given_name", "id")
    return [learner.list_name for learner in rows]


def _open_here(code: str) -> QuerySet[CaseWorker]:
    return CaseWorker.objects.filter(
        ended_at__isnull=True, establishment_id=code, learner__current_establishment_id=code
    )


# --- the daily digest ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What the digest says. Counts alone: no name and no number of anybody leaves the campus."""

    overdue: int
    due: int
    arrivals: int

    @property
    def anything(self) -> bool:
        return bool(self.overdue or self.due or self.arrivals)

    def said(self) -> dict[str, int]:
        return asdict(self)


def digests_due(today: dt.date, *, since: dt.datetime) -> dict[uuid.UUID, Facts]:
    """For each member of staff with an e-mail address and a caseload, what waits. Two queries for everybody."""
    rows = with_session(Learner.objects.filter(current_establishment__isnull=False), today)
    mine = rows.filter(_open_worker()).values("caseworker_rows__user_id", "current_establishment_id").order_by()
    found = mine.annotate(
        overdue=Count("id", filter=Q(session_state=SessionState.OVERDUE)),
        due=Count("id", filter=Q(session_state=SessionState.DUE)),
    )
    arrived = arrivals_by_prison(since)
    facts: dict[uuid.UUID, Facts] = {}
    for row in found:
        user, before = row["caseworker_rows__user_id"], facts.get(row["caseworker_rows__user_id"], Facts(0, 0, 0))
        facts[user] = Facts(
            before.overdue + row["overdue"], before.due + row["due"],
            before.arrivals + arrived.get(row["current_establishment_id"], 0),
        )  # fmt: skip
    return facts


def _open_worker() -> Q:
    return Q(
        caseworker_rows__set_aside=False, caseworker_rows__ended_at__isnull=True,
        caseworker_rows__establishment_id=F("current_establishment_id"),
        caseworker_rows__user__is_active=True, caseworker_rows__user__kind=User.Kind.STAFF,
    ) & ~Q(caseworker_rows__user__email="")  # fmt: skip


def arrivals_by_prison(since: dt.datetime) -> dict[str, int]:
    """How many came to each prison since an instant, from another or from outside."""
    same = Placement.objects.filter(
        learner_id=OuterRef("learner_id"), establishment_id=OuterRef("establishment_id"),
        ended_at=OuterRef("started_at"), voided_at__isnull=True, set_aside=False,
    ).exclude(id=OuterRef("id"))  # fmt: skip
    rows = Placement.objects.filter(
        ~Exists(same), ended_at__isnull=True, set_aside=False, establishment__isnull=False, started_at__gte=since
    )
    counted = rows.values("establishment_id").annotate(people=Count("id")).order_by()
    return dict(counted.values_list("establishment_id", "people"))


def london_midnight(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(), tzinfo=clock.LONDON)

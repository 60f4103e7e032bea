"""R7: nobody holds a place in a class, or a worker, at a prison where they are not."""

from collections.abc import Iterable

from django.db.models import F, Model, Q, QuerySet

from plans.courses.models import ClassPlace
from plans.courses.rules import PlaceState
from plans.models import CaseWorker
from transfers.proof.rules import FINDINGS_KEPT, CheckId, Finding, Outcome, together


def check() -> Outcome:
    return together(CheckId.BINDINGS, [_of(name, rows, prison) for name, rows, prison in _active()])


def _active() -> Iterable[tuple[str, QuerySet[Model], str]]:
    """Each kind of binding that is in force, with the way to the prison that it is at."""
    places = ClassPlace.objects.filter(state=PlaceState.HELD, set_aside=False)
    yield "class_place", places, "course_class__offering__establishment"
    yield "case_worker", CaseWorker.objects.filter(ended_at__isnull=True, set_aside=False), "establishment"


def _of(name: str, rows: QuerySet[Model], prison: str) -> Outcome:
    away = Q(learner__current_establishment__isnull=True) | ~Q(learner__current_establishment=F(prison))
    elsewhere = rows.filter(away)
    found = [Finding(name, str(key), "is at a prison that was left") for key in
             elsewhere.values_list("id", flat=True)[:FINDINGS_KEPT]]  # fmt: skip
    active = rows.count()
    return Outcome(CheckId.BINDINGS, expected=active, read=active, mismatched=elsewhere.count(), findings=tuple(found))

"""How far a plan on paper is, and which prints there are."""

import datetime as dt
import uuid
from collections.abc import Iterable

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core.models import OutboxMessage
from learners.models import KioskPreference, Learner
from plans.models import PlanPrint
from plans.rules.printing import SHOWN, Progress, owed_key

# (row id, file name, size in bytes, SHA-256)
KeptFile = tuple[uuid.UUID, str, int, str]


def print_for(actor: Actor, learner_id: uuid.UUID, print_id: uuid.UUID) -> PlanPrint | None:
    reached = Learner.objects.visible_to(actor, Permission.PLAN_PRINT)
    return PlanPrint.objects.filter(learner__in=reached, learner_id=learner_id, id=print_id).first()


def prints_of(learner_id: uuid.UUID) -> list[PlanPrint]:
    """The newest prints of a person that were made."""
    rows = PlanPrint.objects.filter(learner_id=learner_id, made_at__isnull=False)
    return list(rows.order_by("-created_at", "-id")[:SHOWN])


def progress(paper: PlanPrint, at: dt.datetime) -> Progress:
    """How far a print is. One that waits while nothing is owed was given up by the outbox, which is a failure too."""
    if paper.made_at is not None:
        return Progress.READY
    if paper.failed_at is not None:
        return Progress.FAILED
    rows = OutboxMessage.objects.filter(key=owed_key(paper.id), sent_at__isnull=True, dead_at__isnull=True)
    owed = list(rows.values_list("locked_until", flat=True))
    if not owed:
        return Progress.FAILED
    return Progress.MAKING if any(until and until > at for until in owed) else Progress.WAITING


def language_of(learner_id: uuid.UUID) -> str:
    """The language in which the person reads the tablet: their paper is in it too."""
    rows = KioskPreference.objects.filter(learner_id=learner_id)
    return rows.values_list("language", flat=True).first() or "en-gb"


def files_of(learner_id: uuid.UUID | None) -> Iterable[KeptFile]:
    """The files of a person's printed plans, or of everybody's, for campus.core.files.check."""
    rows = PlanPrint.objects.filter(made_at__isnull=False).order_by("id")
    if learner_id is not None:
        rows = rows.filter(learner_id=learner_id)
    return [(one.id, one.file_name, one.size or 0, one.sha256) for one in rows.iterator()]

"""What hand-over does in the transaction of a move itself, and right after it."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.core import outbox
from campus.core.clock import london_date
from campus.core.models import written
from learners.models import AccessWindow, Learner, TimelineEvent
from learners.relations import WindowKind
from plans.courses.models import ClassPlace
from plans.models import CaseWorker
from transfers.handover import rules
from transfers.handover.models import HandOver
from transfers.handover.selectors.facts import facts_of
from transfers.models import TransferCase
from transfers.rules import CaseState, Stand


def on_move(*, learner: Learner, before: Stand | None, case: TransferCase | None, by: Actor, at: dt.datetime) -> None:
    """Begin the note when somebody departs or arrives; who wrote about them may look for a time, if that is on."""
    if case is None or case.state not in (CaseState.DEPARTED, CaseState.ARRIVED):
        return
    hand_over_of(case, by, at)
    if case.state == CaseState.ARRIVED:
        _let_authors_look(learner, case, by, at)


def hand_over_of(case: TransferCase, by: Actor, at: dt.datetime) -> HandOver:
    """The hand-over of a move, begun if need be: its draft is made right after this transaction."""
    left = case.departed_at or case.arrived_at or at
    found, is_new = HandOver.objects.get_or_create(
        case=case,
        defaults={
            "learner_id": case.learner_id, "edit_until_on": rules.edit_until(london_date(left)), **written(by, at),
        },
    )  # fmt: skip
    if is_new:
        outbox.queue(topic="handover.draft", key=f"handover:{case.learner_id}", body={"hand_over": str(found.id)})
    return found


@transaction.atomic
def make_draft(*, hand_over_id: uuid.UUID, by: Actor, at: dt.datetime) -> None:
    """Write the note from the record, unless somebody was faster. No hand-over goes empty."""
    row = HandOver.objects.select_for_update().filter(id=hand_over_id).first()
    if row is None or row.drafted_at is not None:
        return
    row.drafted_at = at
    if not row.is_written:
        facts = facts_of(row.learner_id)
        row.text, row.first = rules.draft(facts), rules.first_things(facts)
    row.touch(by, at)
    row.save()


def _let_authors_look(learner: Learner, case: TransferCase, by: Actor, at: dt.datetime) -> None:
    days, prison = rules.author_days(settings.CAMPUS_AUTHOR_WINDOW_DAYS), case.from_establishment_id
    if not days or prison is None:
        return
    AccessWindow.objects.bulk_create([
        AccessWindow(
            learner=learner, kind=WindowKind.AUTHOR, user_id=user_id, establishment_id=prison, starts_at=at,
            ends_at=at + dt.timedelta(days=days), reason="Wrote in the record there", **written(by, at),
        )
        for user_id in sorted(_authors(learner.id, prison))
    ])  # fmt: skip


def _authors(learner_id: uuid.UUID, prison: str) -> set[uuid.UUID]:
    """Staff who worked with the person, taught them, or wrote in their record at this prison."""
    worked = CaseWorker.objects.filter(learner_id=learner_id, establishment_id=prison).values_list("user_id", flat=True)
    taught = ClassPlace.objects.filter(
        learner_id=learner_id, course_class__offering__establishment_id=prison
    ).values_list("course_class__tutor_id", flat=True)
    wrote = TimelineEvent.objects.filter(learner_id=learner_id, created_at_establishment_id=prison).values_list(
        "created_by_id", flat=True
    )
    keys = {key for key in (*worked, *taught, *wrote) if key}
    return set(
        User.objects.filter(id__in=keys, kind=User.Kind.STAFF, is_active=True).values_list("id", flat=True)
    )  # fmt: skip

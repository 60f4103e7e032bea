"""The plan on paper: staff ask for it, a worker makes the file, staff open it to print and give to the person."""

import datetime as dt
import logging
import uuid

from django.db import transaction

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock, files, outbox, pdf
from campus.core.components.dates import long_date
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from plans import paper
from plans.models import Goal, PlanPrint
from plans.rules import printing as rules
from plans.selectors import printing as selectors

log = logging.getLogger(__name__)

TOPIC = "plan.print"
NAME_MOST = 90  # letters of a name in the title of a print, which also says the date


@transaction.atomic
def ask(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> PlanPrint:
    """Owe the plan of a person as a file to print."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PLAN_PRINT)
    rules.check_may_print(goals=Goal.objects.filter(learner=learner).count())
    title = f"{learner.name[:NAME_MOST]}: plan, {long_date(clock.london_date(at))}"
    asked = PlanPrint.objects.create(learner=learner, asked_by_name=by.name, title=title, **written(by, at))
    _owe(asked)
    record(by=by, verb="plan.print_asked_for", subject=asked)
    return asked


@transaction.atomic
def try_again(*, by: Actor, print_id: uuid.UUID, at: dt.datetime) -> PlanPrint:
    """Owe the file again after a failure. Raises Refused when it did not fail."""
    asked = _reachable(by, print_id)
    rules.check_may_try_again(progress=selectors.progress(asked, at))
    asked.failed_at = None
    asked.touch(by, at)
    asked.save()
    _owe(asked)
    record(by=by, verb="plan.print_asked_for_again", subject=asked)
    return asked


@transaction.atomic
def make(*, print_id: uuid.UUID, attempt: int, at: dt.datetime) -> None:
    """Make the file that is owed. Run twice, it makes one; stopped half way, it is simply run again.

    The file is made first, then the person is locked for the moment in which the row says so: a print is part of the
    record, and a count before or after a move must find it either without its file or with it.
    A fault that may pass is raised, so that the outbox tries again; after TRIES it is said, as is one that stays.
    """
    asked = PlanPrint.objects.select_related("learner", "created_at_establishment").filter(id=print_id).first()
    if asked is None or asked.made_at is not None or asked.failed_at is not None:
        return
    try:
        stored = _file(asked)
    except pdf.PdfUnavailable:
        log.exception("No plan can be printed here")
        stored = None
    except Exception:
        if attempt < rules.TRIES:
            raise
        log.exception("Plan print %s was given up", print_id)
        stored = None
    _keep(print_id, asked.learner_id, stored, at)


def _file(asked: PlanPrint) -> files.Stored:
    made = pdf.make(paper.html(asked), identifier=str(asked.id))
    return files.put(made.content, f"plans/{asked.learner_id}/{asked.id}.pdf")


def _keep(print_id: uuid.UUID, learner_id: uuid.UUID, stored: files.Stored | None, at: dt.datetime) -> None:
    by = actors.system()
    learner = writable(by=by, learner_id=learner_id, permission=Permission.LEARNER_VIEW)
    asked = PlanPrint.objects.select_for_update(of=("self",)).get(id=print_id)
    if asked.made_at is not None:
        return
    if stored is None:
        asked.failed_at = at
    else:
        asked.file_name, asked.size, asked.sha256, asked.made_at = stored.name, stored.size, stored.sha256, at
        timeline.note("PLAN_PRINTED", learner=learner, by=by, at=at, subject=asked, asked_by=asked.asked_by_name)
    asked.touch(by, at)
    asked.save()
    record(by=by, verb="plan.print_failed" if stored is None else "plan.print_made", subject=asked)


@transaction.atomic
def open_print(*, by: Actor, print_id: uuid.UUID) -> PlanPrint:
    """Hand the file to somebody who may print it where the person is now. Each opening is written down."""
    asked = _reachable(by, print_id)
    if asked.made_at is None:
        raise NotYours("a print without a file")
    record(by=by, verb="plan.print_opened", subject=asked)
    return asked


def _owe(asked: PlanPrint) -> None:
    outbox.queue(topic=TOPIC, key=rules.owed_key(asked.id), body={"print": str(asked.id)})


def _reachable(by: Actor, print_id: uuid.UUID) -> PlanPrint:
    owner = PlanPrint.objects.filter(id=print_id).values_list("learner_id", flat=True).first()
    if owner is None:
        raise NotYours("print")
    writable(by=by, learner_id=owner, permission=Permission.PLAN_PRINT)
    return PlanPrint.objects.get(id=print_id)

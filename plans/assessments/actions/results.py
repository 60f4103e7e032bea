"""Results: recorded, brought in from elsewhere, corrected, and taken out of use."""

import datetime as dt
import uuid
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock, outbox
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.assessments import rules, selectors
from plans.assessments.actions.screening import note_if_complete
from plans.assessments.models import AssessmentResult
from plans.assessments.rules.guard import check_may_start
from plans.assessments.rules.results import check_consent, check_may_correct, check_may_void, check_reason
from plans.assessments.rules.types import SPECS, AssessmentType

# Who keeps support needs hears of each change of the latest learning needs result.
ALN_TOPIC = "assessments.aln_changed"


@transaction.atomic
def record_result(*, by: Actor, learner_id: uuid.UUID, taken: rules.Taken, at: dt.datetime) -> AssessmentResult:
    """Write what an assessment came to. Refused where the guard says it was not needed and nobody said why it was."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.ASSESSMENT_RECORD)
    if SPECS[taken.type].is_legacy:
        raise Refused("Results of the old service are not recorded here")
    today = clock.london_date(at)
    rules.check_result(taken, today=today)
    check_consent(taken)
    verdict = selectors.verdict_on(learner.id, taken.type, today)
    leave = None if verdict.needed else selectors.open_override(learner.id, taken.type, at)
    check_may_start(verdict, called=learner.called, overridden=leave is not None)
    row = _write(learner, _placed(taken, by), by, at, override=leave)
    record(by=by, verb="assessment.recorded", subject=row, type=taken.type)
    _tell(row, "ASSESSMENT_RECORDED", learner, by, at)
    return row


@transaction.atomic
def import_result(
    *, by: Actor, learner_id: uuid.UUID, taken: rules.Taken, at: dt.datetime
) -> tuple[AssessmentResult, bool]:
    """Bring in a result that was taken elsewhere. The same line twice writes one row; says whether it was written now.

    The guard is not asked: the test was taken already. A row that was corrected or taken out of use here stays so.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.IMPORT_RUN)
    rules.check_result(taken, today=clock.london_date(at))
    source = rules.Source.LEGACY if SPECS[taken.type].is_legacy else rules.Source.IMPORT
    known = AssessmentResult.objects.filter(
        learner=learner, type=taken.type, taken_on=taken.taken_on, outcome=taken.outcome,
        legacy_text=taken.legacy_text, source=source,
    ).first()  # fmt: skip
    if known is not None:
        return known, False
    row = _write(learner, taken, by, at, source=source)
    record(by=by, verb="assessment.imported", subject=row, type=taken.type)
    _tell(row, "ASSESSMENT_IMPORTED", learner, by, at)
    return row, True


@transaction.atomic
def correct(*, by: Actor, result_id: uuid.UUID, taken: rules.Taken, why: str, at: dt.datetime) -> AssessmentResult:
    """Put a result right: a new row takes its place, says why, and the original stays as it was written."""
    original, learner = _result(by, result_id)
    check_may_correct(state=original.state, is_legacy=SPECS[AssessmentType(original.type)].is_legacy)
    check_reason(why)
    if taken.type != original.type:
        raise Refused("A correction stays in the same subject. Take this result out of use instead.")
    rules.check_result(taken, today=clock.london_date(at))
    check_consent(taken)
    original.state = rules.ResultState.CORRECTED
    _save(original, by, at)
    row = _write(learner, _placed(taken, by), by, at, replaces=original, why=why.strip())
    record(by=by, verb="assessment.corrected", subject=row, original=str(original.id))
    _tell(row, "ASSESSMENT_CORRECTED", learner, by, at)
    return row


@transaction.atomic
def void(*, by: Actor, result_id: uuid.UUID, why: str, at: dt.datetime) -> AssessmentResult:
    """Take a result out of use, with a reason. It stays on the record and counts for nothing."""
    row, learner = _result(by, result_id)
    check_may_void(state=row.state)
    check_reason(why)
    row.state, row.why, row.voided_at, row.voided_by = rules.ResultState.VOID, why.strip(), at, by.user
    _save(row, by, at)
    record(by=by, verb="assessment.voided", subject=row)
    _tell(row, "ASSESSMENT_VOIDED", learner, by, at)
    return row


def _placed(taken: rules.Taken, by: Actor) -> rules.Taken:
    """Where it was taken, if nobody said: where the writer works."""
    here = by.establishment
    if taken.place_code or taken.place_name or here is None:
        return taken
    return replace(taken, place_code=here.code, place_name=here.name)


def _write(learner: Learner, taken: rules.Taken, by: Actor, at: dt.datetime, **more: Any) -> AssessmentResult:
    values = asdict(taken)
    values |= {"referrals": list(taken.referrals), "accommodations": list(taken.accommodations)}
    return AssessmentResult.objects.create(learner=learner, **values, **more, **written(by, at))


def _save(row: AssessmentResult, by: Actor, at: dt.datetime) -> None:
    row.touch(by, at)
    row.save()


def _tell(row: AssessmentResult, line: str, learner: Learner, by: Actor, at: dt.datetime) -> None:
    """The line of history, those who keep support needs, and those who wait for the first assessments."""
    timeline.note(
        line, learner=learner, by=by, at=at, subject=row, subject_name=row.title, outcome=row.outcome_name,
        taken_on=row.taken_on, place=row.place,
    )  # fmt: skip
    if row.type == AssessmentType.ALN:
        outbox.queue(topic=ALN_TOPIC, key=f"learner:{learner.id}", body={"learner": str(learner.id)})
    note_if_complete(learner=learner, by=by, at=at)


def _result(by: Actor, result_id: uuid.UUID) -> tuple[AssessmentResult, Learner]:
    learner_id = AssessmentResult.objects.filter(id=result_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("assessment result")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.ASSESSMENT_RECORD)
    return AssessmentResult.objects.get(id=result_id), learner

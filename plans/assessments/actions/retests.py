"""What is done when a test is not needed: the earlier result is used, or somebody says why there must be another."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import Refused
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from plans.assessments import rules, selectors
from plans.assessments.actions.screening import note_if_complete
from plans.assessments.models import RetestOverride
from plans.assessments.rules.guard import OVERRIDES, FactKind, check_override


@transaction.atomic
def override(
    *, by: Actor, learner_id: uuid.UUID, kind: rules.AssessmentType, reason: str, words: str, at: dt.datetime
) -> RetestOverride:
    """Let a person be tested although it is not needed, for a reason. Open leave is not given or counted twice."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.ASSESSMENT_RECORD)
    check_override(reason, words)
    verdict = _not_needed(learner, kind, at)
    given = selectors.open_override(learner.id, kind, at)
    if given is not None:
        return given
    fact = verdict.fact
    assert fact is not None
    is_result = fact.kind == FactKind.RESULT
    row = RetestOverride.objects.create(
        learner=learner, type=kind, reason=reason, words=words.strip(), why=verdict.why,
        earlier_id=fact.id if is_result else None, qualification_id=None if is_result else fact.id, **written(by, at),
    )  # fmt: skip
    record(by=by, verb="retest.overridden", subject=row, type=kind, reason=reason)
    timeline.note(
        "RETEST_OVERRIDDEN", learner=learner, by=by, at=at, subject=row, subject_name=rules.SPECS[kind].title,
        reason=OVERRIDES[rules.Override(reason)],
    )  # fmt: skip
    return row


@transaction.atomic
def use_result(*, by: Actor, learner_id: uuid.UUID, kind: rules.AssessmentType, at: dt.datetime) -> rules.Verdict:
    """Go by what is known already: no test is taken, and that is written down."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.ASSESSMENT_RECORD)
    verdict = _not_needed(learner, kind, at)
    record(by=by, verb="assessment.not_needed", subject=learner, type=kind, why=verdict.why)
    timeline.note(
        "EARLIER_RESULT_USED", learner=learner, by=by, at=at, subject=learner, subject_name=rules.SPECS[kind].title,
        sentence=verdict.for_staff(learner.called),
    )  # fmt: skip
    note_if_complete(learner=learner, by=by, at=at)
    return verdict


def _not_needed(learner: Learner, kind: rules.AssessmentType, at: dt.datetime) -> rules.Verdict:
    verdict = selectors.verdict_on(learner.id, kind, clock.london_date(at))
    if verdict.needed:
        raise Refused("This test is needed. Nothing stands in its way.")
    return verdict

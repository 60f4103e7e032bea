"""A person who has at least one row of every kind of record."""

import datetime as dt

from campus.accounts import actors
from campus.core import files
from campus.core.models import written
from jobs.cvs.models import Document, PrintRequest
from jobs.cvs.rules import Question
from learners.models import Identifier, Learner
from plans import actions as plan_actions
from providers.messaging.actions import concerns
from providers.messaging.rules import ConcernAbout
from tests.factories import cvs, plans_days, providers, schedules
from tests.factories.accounts import posted
from tests.factories.assessments import with_assessments
from tests.factories.courses import with_courses
from tests.factories.needs import with_needs
from tests.factories.packages import with_carried
from tests.factories.plans_goals import with_goals
from tests.factories.plans_induction import with_induction
from tests.factories.rights import with_rights
from tests.factories.sharing import with_sharing

AT = dt.datetime(2026, 11, 10, 9, 0, tzinfo=dt.UTC)


def whole_record() -> Learner:
    """Plan, CV, a paper with its file, conversation, decision and concern, all written at Leeds."""
    pair = providers.a_pair()
    learner = pair.learner
    Identifier.objects.create(learner=learner, type="ULN", value=f"{9276308686}", **written(actors.system(), AT))
    schedules.with_sessions(learner, at=AT)
    plans_days.with_worker(learner, at=AT)
    with_plan(learner)
    with_goals(learner)
    with_induction(learner)
    with_paper(learner)
    with_courses(learner)
    with_sharing(learner)
    with_assessments(learner)
    with_needs(learner)
    with_carried(learner)
    with_rights(learner)
    message = providers.written_by(pair.person, pair)
    providers.approved(message)
    concerns.raise_concern(
        thread_id=message.thread_id, about=ConcernAbout.SELF_HARM, words="Worried about how this sounds.",
        by=pair.worker, at=AT,
    )  # fmt: skip
    return learner


def with_plan(learner: Learner) -> None:
    manager = posted("EDU_MGR", "LEI")
    plan_actions.add_goal(
        by=manager, learner_id=learner.id, title="Get a job in a warehouse", target_on=dt.date(2027, 3, 1),
        steps=["Finish my CV", "Practise an interview"], note="", at=AT,
    )  # fmt: skip
    plan_actions.agree(by=manager, learner_id=learner.id, at=AT)


def with_paper(learner: Learner) -> Document:
    """A CV that was given to staff, with a file in the store."""
    version = cvs.asked_for(learner, {Question.WANTED: cvs.ANSWERS[Question.WANTED]})
    stored = files.put(b"%PDF-1.7 " + learner.id.bytes * 40, f"documents/{learner.id}.pdf")
    who = written(cvs.themselves(learner), AT)
    document = Document.objects.create(
        learner=learner, title="CV 1", file_name=stored.name, size=stored.size, sha256=stored.sha256, **who
    )
    PrintRequest.objects.create(learner=learner, version=version, document=document, **who)
    return document

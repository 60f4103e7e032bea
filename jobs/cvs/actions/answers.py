"""The person writes: an answer is kept at each press of a button, whichever button it is."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, StaleEdit
from campus.core.models import written
from jobs.cvs import rules
from jobs.cvs.models import Cv, CvAnswer
from jobs.cvs.rules import Language, Question
from learners.access import writable


@transaction.atomic
def save_answer(
    *,
    by: Actor,
    learner_id: uuid.UUID,
    question: Question,
    text: str,
    lock_version: int,
    language: str,
    at: dt.datetime,
) -> CvAnswer:
    """Keep an answer as part of the CV. `lock_version` is what the page showed: 0 for a question never answered.

    Raises Refused when nothing is written, StaleEdit when another page saved first.
    """
    text = rules.tidy(text)
    rules.check_answer(text)
    return _keep(by, learner_id, question, text, skipped=False, lock_version=lock_version, language=language, at=at)


@transaction.atomic
def skip(
    *,
    by: Actor,
    learner_id: uuid.UUID,
    question: Question,
    text: str,
    lock_version: int,
    language: str,
    at: dt.datetime,
) -> CvAnswer:
    """Leave a question out of the CV. What was written so far is kept for later."""
    text = rules.tidy(text)[: rules.TEXT_MOST]
    return _keep(by, learner_id, question, text, skipped=True, lock_version=lock_version, language=language, at=at)


@transaction.atomic
def step_back(
    *,
    by: Actor,
    learner_id: uuid.UUID,
    question: Question,
    text: str,
    lock_version: int,
    language: str,
    at: dt.datetime,
) -> CvAnswer | None:
    """Keep what was written and decide nothing: words go into the CV, an empty box changes nothing."""
    text = rules.tidy(text)[: rules.TEXT_MOST]
    if not text:
        writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
        return None
    return _keep(by, learner_id, question, text, skipped=False, lock_version=lock_version, language=language, at=at)


@transaction.atomic
def keep_words(*, by: Actor, learner_id: uuid.UUID, question: Question, at: dt.datetime) -> CvAnswer:
    """The person was asked about telling words, and keeps them. They are not asked about these words again."""
    writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    answer = CvAnswer.objects.filter(learner_id=learner_id, question=question).first()
    if answer is None:
        raise NotYours(f"answer to {question}")
    answer.keeps_words = True
    answer.touch(by, at)
    answer.save()
    record(by=by, verb="cv_answer.words_kept", subject=answer, question=str(question))
    return answer


def _keep(
    by: Actor,
    learner_id: uuid.UUID,
    question: Question,
    text: str,
    *,
    skipped: bool,
    lock_version: int,
    language: str,
    at: dt.datetime,
) -> CvAnswer:
    writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    cv = _cv(by, learner_id, language, at)
    answer = CvAnswer.objects.filter(cv=cv, question=question).first()
    if answer is None:
        answer = CvAnswer(
            cv=cv, learner_id=learner_id, question=question, text=text, skipped=skipped, **written(by, at)
        )
    elif (answer.text, answer.skipped) == (text, skipped):
        return answer  # the second press of a button, or Back with nothing changed: there is nothing to write
    elif answer.lock_version != lock_version:
        raise StaleEdit({"text": answer.text}, answer.lock_version)
    else:
        answer.keeps_words = answer.keeps_words and answer.text == text
        answer.text, answer.skipped = text, skipped
        answer.touch(by, at)
    answer.save()
    record(by=by, verb="cv_answer.skipped" if skipped else "cv_answer.saved", subject=answer, question=str(question))
    return answer


def _cv(by: Actor, learner_id: uuid.UUID, language: str, at: dt.datetime) -> Cv:
    """The person's CV, begun with the first answer, in the language they read. The learner's row is locked."""
    cv = Cv.objects.filter(learner_id=learner_id).first()
    if cv is None:
        chosen = Language.WELSH if language.startswith("cy") else Language.ENGLISH
        cv = Cv.objects.create(learner_id=learner_id, language=chosen, **written(by, at))
        record(by=by, verb="cv.started", subject=cv)
    return cv

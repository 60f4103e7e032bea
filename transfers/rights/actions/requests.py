"""What the person says is wrong, and what staff answer. The record itself is put right by its own verbs."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from transfers.rights.models import IdentityCorrection, RectificationRequest
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import About, CorrectionState, RequestState


@transaction.atomic
def ask(
    *, by: Actor, learner_id: uuid.UUID, about: str, wrong: str, should_be: str, language: str, at: dt.datetime
) -> RectificationRequest:
    """The person says at a tablet what is wrong, and what it should say."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    rules.check_request(wrong=wrong, should_be=should_be)
    waiting = RectificationRequest.objects.filter(learner=learner, state=RequestState.WAITING).count()
    rules.check_may_ask(waiting=waiting)
    request = RectificationRequest.objects.create(
        learner=learner, about=About(about), wrong=wrong.strip(), should_be=should_be.strip(), language=language[:5],
        answer_by_on=rules.answer_by(clock.london_date(at), longer=False), **written(by, at),
    )  # fmt: skip
    timeline.note("RECTIFICATION_ASKED", learner=learner, by=by, at=at, subject=request, about=request.about)
    record(by=by, verb="rectification.asked", subject=request, about=request.about)
    return request


@transaction.atomic
def take_back(*, by: Actor, request_id: uuid.UUID, at: dt.datetime) -> RectificationRequest:
    """The person does not ask any more, while nobody has answered."""
    request = _locked(by, request_id, Permission.OWN_EDIT)
    rules.check_may_take_back(state=request.state)
    request.state = RequestState.TAKEN_BACK
    return _saved(request, by, at, "rectification.taken_back")


@transaction.atomic
def take_longer(*, by: Actor, request_id: uuid.UUID, because: str, at: dt.datetime) -> RectificationRequest:
    """Two months more, once, within the first month, with the reason that the person reads (Art. 12(3))."""
    request = _locked(by, request_id, Permission.RECTIFICATION_DECIDE)
    rules.check_may_take_longer(
        state=request.state, longer=request.longer_at is not None, asked_on=request.asked_on,
        today=clock.london_date(at),
    )  # fmt: skip
    rules.check_reason(because)
    request.longer_at, request.longer_because = at, because.strip()
    request.answer_by_on = rules.answer_by(request.asked_on, longer=True)
    return _saved(request, by, at, "rectification.made_longer")


@transaction.atomic
def decide(*, by: Actor, request_id: uuid.UUID, state: str, answer: str, at: dt.datetime) -> RectificationRequest:
    """Say what was done about it, in words that the person reads."""
    request = _locked(by, request_id, Permission.RECTIFICATION_DECIDE)
    rules.check_may_decide(state=request.state, with_steward=with_steward(request))
    rules.check_decision(about=request.about, state=state, answer=answer)
    return answered(request, state=RequestState(state), answer=answer, by=by, at=at)


def answered(
    request: RectificationRequest, *, state: RequestState, answer: str, by: Actor, at: dt.datetime
) -> RectificationRequest:
    """The same for an action that has looked already, under the person's lock."""
    request.state, request.answer = state, answer.strip()
    request.answered_at, request.answered_by = at, by.user
    timeline.note(
        "RECTIFICATION_ANSWERED", learner=request.learner, by=by, at=at, subject=request, about=request.about,
        state=str(state),
    )  # fmt: skip
    return _saved(request, by, at, "rectification.decided", decision=str(state))


def with_steward(request: RectificationRequest) -> bool:
    return IdentityCorrection.objects.filter(request=request, state=CorrectionState.ASKED).exists()


def _locked(by: Actor, request_id: uuid.UUID, permission: Permission) -> RectificationRequest:
    learner_id = RectificationRequest.objects.filter(id=request_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("rectification")
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    request = RectificationRequest.objects.get(id=request_id)
    request.learner = learner
    return request


def _saved(request: RectificationRequest, by: Actor, at: dt.datetime, verb: str, **said: str) -> RectificationRequest:
    request.touch(by, at)
    request.save()
    record(by=by, verb=verb, subject=request, **said)
    return request

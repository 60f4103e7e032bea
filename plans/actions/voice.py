"""What the person asks for at the tablet, and what staff answer."""

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
from plans.models import Goal, GoalProposal, SessionRequest
from plans.rules import ProposalStatus, RequestStatus, check_target
from plans.rules import voice as rules


@transaction.atomic
def suggest(
    *, by: Actor, learner_id: uuid.UUID, title: str, first_step: str, target_on: dt.date | None, at: dt.datetime
) -> GoalProposal:
    """The person suggests a goal. Staff make it a goal, or say why not."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    rules.check_suggestion(title)
    waiting = GoalProposal.objects.filter(learner=learner, status=ProposalStatus.WAITING).count()
    rules.check_may_suggest(waiting=waiting)
    if target_on is not None:
        check_target(target_on, clock.london_date(at))
    proposal = GoalProposal.objects.create(
        learner=learner, title=title.strip(), first_step=first_step.strip(), target_on=target_on, **written(by, at)
    )
    timeline.note("GOAL_SUGGESTED", learner=learner, by=by, at=at, subject=proposal, title=proposal.title)
    record(by=by, verb="goal.suggested", subject=proposal)
    return proposal


@transaction.atomic
def take_back(*, by: Actor, proposal_id: uuid.UUID, at: dt.datetime) -> GoalProposal:
    """The person takes a suggestion back, while nobody has answered it."""
    proposal = _proposal(by, proposal_id, Permission.OWN_EDIT)
    rules.check_may_take_back(status=proposal.status)
    proposal.status = ProposalStatus.TAKEN_BACK
    return _saved_proposal(proposal, by, at, "goal.suggestion_taken_back")


@transaction.atomic
def accept(*, by: Actor, proposal_id: uuid.UUID, goal: Goal, at: dt.datetime) -> GoalProposal:
    """The suggestion became this goal. Called in the transaction that writes the goal (plans.actions.add_goal)."""
    proposal = _proposal(by, proposal_id, Permission.PLAN_EDIT)
    if proposal.learner_id != goal.learner_id:
        raise NotYours("proposal")
    rules.check_may_answer(status=proposal.status)
    proposal.status, proposal.goal = ProposalStatus.ACCEPTED, goal
    proposal.answered_at, proposal.answered_by = at, by.user
    timeline.note(
        "GOAL_SUGGESTION_ACCEPTED", learner=goal.learner, by=by, at=at, subject=proposal, title=proposal.title
    )
    return _saved_proposal(proposal, by, at, "goal.suggestion_accepted")


@transaction.atomic
def decline(*, by: Actor, proposal_id: uuid.UUID, answer: str, at: dt.datetime) -> GoalProposal:
    """Say why a suggestion does not become a goal. The person reads the answer."""
    proposal = _proposal(by, proposal_id, Permission.PLAN_EDIT)
    rules.check_may_answer(status=proposal.status)
    rules.check_answer(answer)
    proposal.status, proposal.answer = ProposalStatus.DECLINED, answer.strip()
    proposal.answered_at, proposal.answered_by = at, by.user
    timeline.note(
        "GOAL_SUGGESTION_DECLINED", learner=proposal.learner, by=by, at=at, subject=proposal, title=proposal.title,
        answer=proposal.answer,
    )  # fmt: skip
    return _saved_proposal(proposal, by, at, "goal.suggestion_declined")


@transaction.atomic
def ask_for_session(*, by: Actor, learner_id: uuid.UUID, words: str, at: dt.datetime) -> SessionRequest:
    """The person asks to meet somebody about the plan. One request waits at a time."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    rules.check_may_ask(waiting=SessionRequest.objects.filter(learner=learner, status=RequestStatus.WAITING).exists())
    request = SessionRequest.objects.create(learner=learner, words=words.strip(), **written(by, at))
    timeline.note("SESSION_ASKED_FOR", learner=learner, by=by, at=at, subject=request, words=request.words)
    record(by=by, verb="session.asked_for", subject=request)
    return request


@transaction.atomic
def stop_asking(*, by: Actor, request_id: uuid.UUID, at: dt.datetime) -> SessionRequest:
    """The person does not need the session any more."""
    request = _request(by, request_id, Permission.OWN_EDIT)
    rules.check_may_stop_asking(status=request.status)
    request.status = RequestStatus.TAKEN_BACK
    return _saved_request(request, by, at, "session.request_taken_back")


@transaction.atomic
def answer_request(*, by: Actor, request_id: uuid.UUID, answer: str, at: dt.datetime) -> SessionRequest:
    """Say when somebody will come, or why not. The person reads the answer."""
    request = _request(by, request_id, Permission.PLAN_EDIT)
    rules.check_may_answer(status=request.status)
    rules.check_answer(answer)
    request.status, request.answer = RequestStatus.ANSWERED, answer.strip()
    request.answered_at, request.answered_by = at, by.user
    timeline.note(
        "SESSION_REQUEST_ANSWERED", learner=request.learner, by=by, at=at, subject=request, answer=request.answer
    )
    return _saved_request(request, by, at, "session.request_answered")


def _proposal(by: Actor, proposal_id: uuid.UUID, permission: Permission) -> GoalProposal:
    learner_id = GoalProposal.objects.filter(id=proposal_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("proposal")
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    found = GoalProposal.objects.get(id=proposal_id)
    found.learner = learner
    return found


def _request(by: Actor, request_id: uuid.UUID, permission: Permission) -> SessionRequest:
    learner_id = SessionRequest.objects.filter(id=request_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("session request")
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    found = SessionRequest.objects.get(id=request_id)
    found.learner = learner
    return found


def _saved_proposal(proposal: GoalProposal, by: Actor, at: dt.datetime, verb: str) -> GoalProposal:
    proposal.touch(by, at)
    proposal.save()
    record(by=by, verb=verb, subject=proposal)
    return proposal


def _saved_request(request: SessionRequest, by: Actor, at: dt.datetime, verb: str) -> SessionRequest:
    request.touch(by, at)
    request.save()
    record(by=by, verb=verb, subject=request)
    return request

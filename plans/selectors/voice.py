"""What people asked for at the tablet, for themselves and for the staff who answer."""

import uuid
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Window

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from learners.models import Learner
from plans.models import CaseWorker, GoalProposal, SessionRequest
from plans.rules import ProposalStatus, RequestStatus
from plans.rules.voice import SHOWN_ANSWERED, may_suggest

PAGE_SIZE = 50


@dataclass(frozen=True)
class Asked:
    """What one person asked for: what waits, and the answers that still stand on their plan."""

    proposals: list[GoalProposal] = field(default_factory=list)
    answered_proposals: list[GoalProposal] = field(default_factory=list)
    request: SessionRequest | None = None
    answered_requests: list[SessionRequest] = field(default_factory=list)

    @property
    def may_suggest(self) -> bool:
        return may_suggest(waiting=len(self.proposals))

    @property
    def waiting(self) -> int:
        return len(self.proposals) + (self.request is not None)


def asked_by(learner_id: uuid.UUID) -> Asked:
    """In two queries, however much they asked for."""
    proposals = list(
        GoalProposal.objects.filter(learner_id=learner_id)
        .exclude(status=ProposalStatus.TAKEN_BACK)
        .order_by("-created_at", "-id")
    )
    requests = list(
        SessionRequest.objects.filter(learner_id=learner_id)
        .exclude(status=RequestStatus.TAKEN_BACK)
        .order_by("-created_at", "-id")[: SHOWN_ANSWERED + 1]
    )
    return Asked(
        [one for one in proposals if one.status == ProposalStatus.WAITING],
        [one for one in proposals if one.status != ProposalStatus.WAITING][:SHOWN_ANSWERED],
        next((one for one in requests if one.status == RequestStatus.WAITING), None),
        [one for one in requests if one.status == RequestStatus.ANSWERED][:SHOWN_ANSWERED],
    )


def proposal_for(actor: Actor, learner_id: uuid.UUID, proposal_id: uuid.UUID) -> GoalProposal | None:
    return _reached(GoalProposal.objects.all(), actor).filter(learner_id=learner_id, id=proposal_id).first()


def request_for(actor: Actor, learner_id: uuid.UUID, request_id: uuid.UUID) -> SessionRequest | None:
    return _reached(SessionRequest.objects.all(), actor).filter(learner_id=learner_id, id=request_id).first()


def _reached(rows: QuerySet, actor: Actor) -> QuerySet:
    permission = Permission.OWN_VIEW if actor.learner_id else Permission.PLAN_VIEW
    return rows.filter(learner__in=Learner.objects.visible_to(actor, permission))


def worker_name(learner_id: uuid.UUID) -> str:
    """The first name of the member of staff who works with a person, or nothing. Never more than that at a tablet.

    Whoever worked with them at another prison does no longer, though nobody has taken over yet.
    """
    rows = CaseWorker.objects.filter(
        learner_id=learner_id, ended_at__isnull=True, establishment_id=F("learner__current_establishment_id")
    )
    return rows.values_list("user__given_name", flat=True).first() or ""


# --- for staff -------------------------------------------------------------------------------------------------------


def proposals_at(code: str) -> QuerySet[GoalProposal]:
    """Goals that people at a prison suggest and nobody has answered, the oldest first."""
    rows = GoalProposal.objects.filter(status=ProposalStatus.WAITING, learner__current_establishment_id=code)
    return rows.select_related("learner").order_by("created_at", "id")


def requests_at(code: str) -> QuerySet[SessionRequest]:
    """Sessions that people at a prison asked for and nobody has answered, the oldest first."""
    rows = SessionRequest.objects.filter(status=RequestStatus.WAITING, learner__current_establishment_id=code)
    return rows.select_related("learner").order_by("created_at", "id")


@dataclass(frozen=True)
class Waiting:
    """One thing on the list of what people ask for."""

    learner: Learner
    what: str
    words: str
    row: GoalProposal | SessionRequest

    @property
    def is_goal(self) -> bool:
        return isinstance(self.row, GoalProposal)


def waiting_at(code: str, first: int = PAGE_SIZE) -> tuple[list[Waiting], int]:
    """The oldest few of what people at a prison ask for, and how many there are, in the same two queries."""
    total = Window(Count("id"))
    goals = list(proposals_at(code).annotate(of=total)[:first])
    sessions = list(requests_at(code).annotate(of=total)[:first])
    found = [Waiting(row.learner, "Suggests a goal", row.title, row) for row in goals]
    found += [Waiting(row.learner, "Asks for a session", row.words, row) for row in sessions]
    found.sort(key=lambda one: (one.row.created_at, one.row.id))
    return found[:first], sum(rows[0].of for rows in (goals, sessions) if rows)  # type: ignore[attr-defined]

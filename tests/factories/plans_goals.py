"""Goals to their end, what people ask for, corrections and prints, made by the app's own verbs."""

import datetime as dt
from dataclasses import dataclass

from campus.accounts.actors import Actor
from campus.core import files
from campus.core.models import written
from learners.models import Learner
from plans import actions
from plans.actions import corrections, steps, voice
from plans.models import CaseWorker, Correction, Goal, GoalProposal, PlanPrint, SessionRequest, Step
from plans.rules import PlannedStep
from plans.rules.corrections import About
from tests.factories.accounts import posted
from tests.factories.learners import as_learner

AT = dt.datetime(2026, 11, 10, 9, 0, tzinfo=dt.UTC)
TARGET = dt.date(2099, 3, 1)


def at_home(learner: Learner) -> str:
    return learner.current_establishment_id or "LEI"


def manager_of(learner: Learner) -> Actor:
    return posted("EDU_MGR", at_home(learner))


def a_goal(learner: Learner, title: str = "Get a job", *, by: Actor | None = None, n: int = 2, **said: object) -> Goal:
    wanted = {
        "target_on": TARGET, "note": "", "steps": [f"Step {place}" for place in range(1, n + 1)], "at": AT, **said,
    }  # fmt: skip
    return actions.add_goal(by=by or manager_of(learner), learner_id=learner.id, title=title, **wanted)


def steps_of(goal: Goal) -> list[Step]:
    return list(Step.objects.filter(goal=goal).live().order_by("position"))


def a_proposal(learner: Learner, title: str = "Learn to cook", **said: object) -> GoalProposal:
    wanted = {"first_step": "Ask the kitchen", "target_on": None, "at": AT, **said}
    return voice.suggest(by=as_learner(learner), learner_id=learner.id, title=title, **wanted)


def a_request(learner: Learner, words: str = "I want to talk about my course") -> SessionRequest:
    return voice.ask_for_session(by=as_learner(learner), learner_id=learner.id, words=words, at=AT)


def a_correction(goal: Goal, reason: str = "It was a slip of the pen", **after: str) -> Correction:
    """Of a closed goal."""
    goal.refresh_from_db()
    said = {"title": goal.title, "note": goal.note, "closing_note": goal.closing_note, **after}
    return corrections.correct(
        by=manager_of(goal.learner), about=About.GOAL, row_id=goal.id, after=said, reason=reason,
        lock_version=goal.lock_version, at=AT,
    )  # fmt: skip


def a_print(learner: Learner) -> PlanPrint:
    """A plan on paper, with its file in the store."""
    who = written(manager_of(learner), AT)
    stored = files.put(b"%PDF-1.7 " + learner.id.bytes * 30, f"plans/{learner.id}/print.pdf")
    return PlanPrint.objects.create(
        learner=learner, asked_by_name="Priya Shah", title="Plan, 10 November 2026", file_name=stored.name,
        size=stored.size, sha256=stored.sha256, made_at=AT, **who,
    )  # fmt: skip


def a_worker(learner: Learner, given_name: str = "Priya", family_name: str = "Zuckerman") -> CaseWorker:
    """The member of staff who works with the person."""
    by = posted("EDU_MGR", at_home(learner), given_name=given_name, family_name=family_name)
    return CaseWorker.objects.create(
        learner=learner, user=by.user, establishment_id=at_home(learner), started_at=AT, **written(by, AT)
    )


@dataclass(frozen=True)
class Asked:
    """What `with_goals` leaves, for tests that need the rows."""

    completed: Goal
    archived: Goal
    taken_out: Step
    proposal: GoalProposal
    request: SessionRequest
    paper: PlanPrint


def with_goals(learner: Learner) -> Asked:
    """At least one row of each kind: ended goals, a step taken out, a suggestion, a request, a correction, a print."""
    by = manager_of(learner)
    completed, archived = a_goal(learner, "Read a book", by=by), a_goal(learner, "Bake bread", by=by, n=3)
    extra = steps.add(by=by, goal_id=archived.id, step=PlannedStep("Buy flour"), at=AT)
    taken_out = steps.take_out(by=by, step_id=extra.id, at=AT)
    actions.complete_goal(by=by, goal_id=completed.id, note="Finished it in a week", at=AT)
    actions.archive_goal(by=by, goal_id=archived.id, reason="OTHER", words="No oven here", at=AT)
    a_correction(completed, title="Read a whole book")
    return Asked(completed, archived, taken_out, a_proposal(learner), a_request(learner), a_print(learner))

"""Whatever is done to a goal and its steps, in whatever order: it is what a plain model says, or it is refused."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus.core.errors import NotYours, Refused
from plans import actions
from plans.actions import steps
from plans.models import Goal, Step
from plans.rules import PlannedStep
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.plans_goals import a_goal

AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
GOAL_VERBS = ("complete", "archive", "reopen", "add")
STEP_VERBS = ("tick", "untick", "start", "confirm", "set_back", "up", "down", "take_out", "put_back")
DEEDS = st.one_of(
    st.tuples(st.sampled_from(GOAL_VERBS), st.just(0)), st.tuples(st.sampled_from(STEP_VERBS), st.integers(0, 3))
)


@dataclass
class OneStep:
    state: str = "NOT_STARTED"
    ticked: bool = False


@dataclass
class Model:
    """A goal as a person would tell of it: the steps in it by name, in order, and those that were taken out."""

    status: str = "ACTIVE"
    inside: list[int] = field(default_factory=lambda: [0, 1])
    outside: list[int] = field(default_factory=list)
    steps: dict[int, OneStep] = field(default_factory=lambda: {0: OneStep(), 1: OneStep()})

    def does(self, verb: str, which: int) -> bool:
        """Whether the deed is one that may be done; if so it is done."""
        if verb in ("complete", "archive", "reopen"):
            return self._ends(verb)
        if verb == "add":
            return self._adds()
        if which not in (self.outside if verb == "put_back" else self.inside):
            return False
        return self._moves(verb, which, self.steps[which])

    def _ends(self, verb: str) -> bool:
        if (self.status == "ACTIVE") == (verb == "reopen"):
            return False
        self.status = {"complete": "COMPLETED", "archive": "ARCHIVED", "reopen": "ACTIVE"}[verb]
        return True

    def _adds(self) -> bool:
        if self.status != "ACTIVE" or len(self.inside) >= 20:
            return False
        name = len(self.steps)
        self.steps[name] = OneStep()
        self.inside.append(name)
        return True

    def _moves(self, verb: str, which: int, step: OneStep) -> bool:
        if verb == "untick":  # a tick may be taken back even when the goal has ended meanwhile
            may = step.ticked and step.state != "COMPLETE"
            if may:
                step.state, step.ticked = "NOT_STARTED", False
            return may
        if self.status != "ACTIVE":
            return False
        return getattr(self, f"_{verb}")(which, step)

    def _tick(self, which: int, step: OneStep) -> bool:
        may = step.state != "COMPLETE" and not step.ticked
        if may:
            step.state, step.ticked = "ACTIVE", True
        return may

    def _start(self, which: int, step: OneStep) -> bool:
        may = step.state == "NOT_STARTED"
        step.state = "ACTIVE" if may else step.state
        return may

    def _confirm(self, which: int, step: OneStep) -> bool:
        may = step.state != "COMPLETE"
        step.state = "COMPLETE"
        return may

    def _set_back(self, which: int, step: OneStep) -> bool:
        if step.state == "NOT_STARTED":
            return False
        step.state = "ACTIVE" if step.state == "COMPLETE" else "NOT_STARTED"
        step.ticked = step.ticked and step.state == "ACTIVE"
        return True

    def _up(self, which: int, step: OneStep, by: int = -1) -> bool:
        place = self.inside.index(which)
        if 0 <= place + by < len(self.inside):
            self.inside.insert(place + by, self.inside.pop(place))
        return True

    def _down(self, which: int, step: OneStep) -> bool:
        return self._up(which, step, by=1)

    def _take_out(self, which: int, step: OneStep) -> bool:
        if step.state != "NOT_STARTED" or len(self.inside) == 1:
            return False
        self.inside.remove(which)
        self.outside.append(which)
        return True

    def _put_back(self, which: int, step: OneStep) -> bool:
        if len(self.inside) >= 20:
            return False
        self.outside.remove(which)
        self.inside.append(which)
        return True


class Real:
    """The same deeds by the verbs of the campus."""

    def __init__(self) -> None:
        self.learner = LearnerFactory()
        self.me, self.by = as_learner(self.learner), posted("EDU_MGR")
        self.goal = a_goal(self.learner, steps=["0", "1"])
        self.names = {name: step.id for name, step in enumerate(Step.objects.filter(goal=self.goal))}

    def does(self, verb: str, which: int) -> bool:
        try:
            with transaction.atomic():
                self._do(verb, which)
        except (Refused, NotYours):
            return False
        return True

    def _do(self, verb: str, which: int) -> None:
        said = {"by": self.by, "goal_id": self.goal.id, "at": AT}
        if verb == "complete":
            actions.complete_goal(**said)
        elif verb == "archive":
            actions.archive_goal(**said, reason="OTHER", words="Ill")
        elif verb == "reopen":
            actions.reopen_goal(**said, reason="Well again")
        elif verb == "add":
            name = len(self.names)
            self.names[name] = steps.add(**said, step=PlannedStep(str(name))).id
        elif which not in self.names:
            raise NotYours("no such step")
        else:
            self._do_step(verb, self.names[which])

    def _do_step(self, verb: str, step_id: object) -> None:
        by = self.me if verb in ("tick", "untick") else self.by
        if verb in ("up", "down"):
            steps.move(by=by, step_id=step_id, up=verb == "up", at=AT)
        else:
            getattr(steps, verb)(by=by, step_id=step_id, at=AT)

    def status(self) -> str:
        return Goal.objects.get(id=self.goal.id).status

    def inside(self) -> list[tuple[str, str, bool]]:
        rows = Step.objects.filter(goal=self.goal).live().order_by("position")
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        return [(row.title, row.status, row.ticked_at is not None) for row in rows]


@pytest.mark.django_db
class TestGoal:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(DEEDS, max_size=14))
    def test_is_what_the_plain_model_says(self, deeds):
        with transaction.atomic():
            model, real = Model(), Real()
            for verb, which in deeds:
                assert real.does(verb, which) == model.does(verb, which), (verb, which)
                assert real.status() == model.status
                assert real.inside() == [
                    (str(name), model.steps[name].state, model.steps[name].ticked) for name in model.inside
                ]
                assert Step.objects.filter(goal=real.goal).count() == len(model.steps)
            transaction.set_rollback(True)

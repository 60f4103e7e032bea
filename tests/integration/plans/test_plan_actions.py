"""The verbs of a plan: who may, what they change, and what the database itself refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.audit.models import Event
from campus.core.errors import NotYours, Refused, StaleEdit
from learners.models import Learner
from plans import actions, selectors
from plans.models import Goal, Plan, Step
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)
TARGET = dt.date(2027, 3, 1)


def add(learner: Learner, by: Actor | None = None, **changed: object) -> Goal:
    wanted = {
        "learner_id": learner.id, "title": " Get a job ", "target_on": TARGET, "note": "", "at": AT,
        "steps": ["Write my CV", " ", "Ring up "], **changed,
    }  # fmt: skip
    return actions.add_goal(by=by or posted("EDU_MGR"), **wanted)


def a_step(learner: Learner) -> Step:
    add(learner)
    return Step.objects.filter(learner=learner).order_by("position")[0]


def events(learner: Learner) -> list[str]:
    return list(
        Event.objects.filter(learner_id=learner.id, verb__contains=".").order_by("id").values_list("verb", flat=True)
    )


class TestAddGoal:
    def test_starts_the_plan_with_its_steps_in_order(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        goal = add(learner, by)
        assert goal.title == "Get a job" and goal.plan.status == "DRAFT"
        assert list(goal.steps.values_list("position", "title")) == [(1, "Write my CV"), (2, "Ring up")]
        assert (goal.created_by_id, goal.created_at_establishment_id) == (by.user_id, "LEI")
        assert events(learner) == ["goal.added"]

    def test_adds_to_the_one_plan_of_the_person(self):
        learner = LearnerFactory()
        add(learner)
        add(learner)
        assert Plan.objects.filter(learner=learner).count() == 1

    @pytest.mark.parametrize(
        "changed", [{"title": " "}, {"steps": []}, {"steps": ["  "]}, {"target_on": AT.date() - dt.timedelta(days=1)}]
    )
    def test_saves_nothing_when_it_refuses(self, changed):
        learner = LearnerFactory()
        with pytest.raises(Refused):
            add(learner, **changed)
        assert not Plan.objects.exists() and not Goal.objects.exists() and events(learner) == []

    @pytest.mark.parametrize(
        "role", ["TUTOR", "NSM", "PEL", "KEYW", "POM", "MODERATOR", "SEC", "GOVERNOR", "LOCAL_ADMIN"]
    )
    def test_is_not_for_other_roles(self, role):
        with pytest.raises(NotYours):
            add(LearnerFactory(), posted(role))

    def test_is_not_for_staff_of_another_prison_nor_the_learner(self):
        learner = LearnerFactory()
        for by in (posted("EDU_MGR", "HLI"), posted("NAT_VIEW", None), as_learner(learner)):
            with pytest.raises(NotYours):
                add(learner, by)

    def test_ends_for_the_sender_with_the_move(self):
        learner, by = LearnerFactory(), posted("EDU_MGR", "LEI")
        providers.moved(learner, to="HLI")
        with pytest.raises(NotYours):
            add(learner, by)
        add(learner, posted("EDU_MGR", "HLI"))


class TestChangeGoal:
    def change(self, goal: Goal, by: Actor | None = None, **changed: object) -> Goal:
        wanted = {
            "goal_id": goal.id, "title": "Bake bread", "target_on": TARGET, "note": "Early starts",
            "lock_version": goal.lock_version, "at": AT, **changed,
        }  # fmt: skip
        return actions.change_goal(by=by or posted("CIAG"), **wanted)

    def test_changes_the_words_and_says_who(self):
        goal, by = add(LearnerFactory()), posted("CIAG")
        changed = self.change(goal, by)
        assert (changed.title, changed.lock_version, changed.updated_by_id) == ("Bake bread", 2, by.user_id)

    def test_refuses_a_stale_edit_with_what_is_stored(self):
        goal = add(LearnerFactory())
        self.change(goal)
        with pytest.raises(StaleEdit) as stale:
            self.change(goal, title="Mine")
        assert stale.value.theirs == {"title": "Bake bread", "target": "1 March 2027", "note": "Early starts"}
        assert stale.value.lock_version == 2

    def test_keeps_a_date_that_has_passed_but_takes_no_new_one(self):
        goal = add(LearnerFactory())
        later = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)
        assert self.change(goal, at=later).target_on == TARGET
        goal.refresh_from_db()
        with pytest.raises(Refused):
            self.change(goal, at=later, target_on=dt.date(2027, 5, 1))

    def test_is_not_for_another_prison_nor_of_a_goal_that_is_not_there(self):
        goal = add(LearnerFactory())
        with pytest.raises(NotYours):
            self.change(goal, posted("EDU_MGR", "HLI"))
        goal.id = LearnerFactory().id
        with pytest.raises(NotYours):
            self.change(goal)


class TestAgree:
    def agree(self, learner: Learner, by: Actor | None = None) -> Plan:
        return actions.agree(by=by or posted("EDU_MGR"), learner_id=learner.id, at=AT)

    def test_says_when_and_by_whom(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        add(learner)
        plan = self.agree(learner, by)
        assert (plan.status, plan.agreed_at, plan.agreed_by) == ("AGREED", AT, by.user)

    def test_needs_a_goal_and_happens_once(self):
        learner = LearnerFactory()
        with pytest.raises(Refused, match="at least one goal"):
            self.agree(learner)
        add(learner)
        self.agree(learner)
        with pytest.raises(Refused, match="already"):
            self.agree(learner)

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("EDU_MGR", "HLI"), ("NAT_VIEW", None)])
    def test_is_not_for_others(self, role, place):
        learner = LearnerFactory()
        add(learner)
        with pytest.raises(NotYours):
            self.agree(learner, posted(role, place))


class TestTick:
    def test_is_the_learners_own(self):
        learner = LearnerFactory()
        step = actions.tick(by=as_learner(learner), step_id=a_step(learner).id, at=AT)
        assert (step.ticked_at, step.status, step.waits_for_staff) == (AT, "ACTIVE", True)
        assert events(learner)[-1] == "step.ticked"

    def test_is_neither_another_learners_nor_staffs(self):
        learner = LearnerFactory()
        step = a_step(learner)
        for by in (as_learner(LearnerFactory()), posted("EDU_MGR"), posted("NAT_VIEW", None)):
            for verb in (actions.tick, actions.untick):
                with pytest.raises(NotYours):
                    verb(by=by, step_id=step.id, at=AT)

    def test_is_made_once_and_taken_back_until_it_is_checked(self):
        learner = LearnerFactory()
        step, me = a_step(learner), as_learner(learner)
        with pytest.raises(Refused):
            actions.untick(by=me, step_id=step.id, at=AT)
        actions.tick(by=me, step_id=step.id, at=AT)
        with pytest.raises(Refused):
            actions.tick(by=me, step_id=step.id, at=AT)
        assert actions.untick(by=me, step_id=step.id, at=AT).status == "NOT_STARTED"
        actions.tick(by=me, step_id=step.id, at=AT)
        actions.confirm(by=posted("TUTOR"), step_id=step.id, at=AT)
        with pytest.raises(Refused, match="Staff have checked"):
            actions.untick(by=me, step_id=step.id, at=AT)

    def test_goes_on_after_a_move(self):
        """The plan is the person's, wherever they are."""
        learner = LearnerFactory()
        step = a_step(learner)
        moved = providers.moved(learner, to="HLI")
        assert actions.tick(by=as_learner(moved), step_id=step.id, at=AT).updated_at_establishment_id == "HLI"


class TestConfirm:
    @pytest.mark.parametrize("role", ["EDU_MGR", "TUTOR", "CIAG"])
    def test_makes_a_step_done_ticked_or_not(self, role):
        by = posted(role)
        step = actions.confirm(by=by, step_id=a_step(LearnerFactory()).id, at=AT)
        assert (step.status, step.done_at, step.confirmed_by) == ("COMPLETE", AT, by.user)

    def test_happens_once(self):
        step = a_step(LearnerFactory())
        actions.confirm(by=posted("TUTOR"), step_id=step.id, at=AT)
        with pytest.raises(Refused):
            actions.confirm(by=posted("TUTOR"), step_id=step.id, at=AT)

    def test_is_not_for_the_learner_nor_for_another_prison(self):
        learner = LearnerFactory()
        step = a_step(learner)
        for by in (as_learner(learner), posted("TUTOR", "HLI"), posted("NSM"), posted("NAT_VIEW", None)):
            with pytest.raises(NotYours):
                actions.confirm(by=by, step_id=step.id, at=AT)


class TestDatabase:
    """Pairs and states hold whoever writes."""

    @pytest.mark.parametrize(
        ("model", "broken"),
        [
            (Plan, {"status": "AGREED"}),
            (Plan, {"agreed_at": AT}),
            (Step, {"status": "COMPLETE"}),
            (Step, {"done_at": AT}),
        ],
    )
    def test_holds_states_together(self, model, broken):
        add(LearnerFactory())
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**broken)

    def test_has_one_plan_a_person_and_one_step_a_place(self):
        learner = LearnerFactory()
        step = a_step(learner)
        for row in (Plan.objects.get(learner=learner), step):
            row.pk = LearnerFactory().id
            with pytest.raises(IntegrityError), transaction.atomic():
                row.save(force_insert=True)


class TestPlanView:
    def test_shows_the_next_step_first_at_the_kiosk(self):
        learner = LearnerFactory()
        add(learner, steps=["One", "Two", "Three"])
        one, two, _ = Step.objects.filter(learner=learner).order_by("position")
        actions.confirm(by=posted("TUTOR"), step_id=one.id, at=AT)
        actions.tick(by=as_learner(learner), step_id=two.id, at=AT)
        view = selectors.plan_of(learner.id)
        assert [s.title for s in view.goals[0].for_kiosk] == ["Three", "Two", "One"]
        assert (view.steps_done, view.steps, view.next_step.title) == (1, 3, "Three")
        assert selectors.counts_of(learner.id) == (1, 3)

    def test_is_reached_by_who_may_read_it(self):
        learner = LearnerFactory()
        goal = add(learner)
        assert selectors.goal_for(posted("POM"), learner.id, goal.id) == goal
        assert selectors.goal_for(posted("POM", "HLI"), learner.id, goal.id) is None
        assert selectors.goal_for(posted("SEC"), learner.id, goal.id) is None
        assert selectors.goal_for(as_learner(learner), learner.id, goal.id) == goal
        assert selectors.goal_for(as_learner(LearnerFactory()), learner.id, goal.id) is None

    def test_of_nobody_is_empty(self):
        view = selectors.plan_of(LearnerFactory().id)
        assert (view.plan, view.steps, view.may_agree, view.next_step) == (None, 0, False, None)

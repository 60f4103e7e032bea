"""The steps of a goal after it was made: who may move them, what is told of it, and what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.audit.models import Event
from campus.core.errors import NotYours, Refused, StaleEdit
from learners.models import TimelineEvent
from plans import actions, selectors
from plans.actions import steps
from plans.models import Goal, Step
from plans.rules import Links, PlannedStep
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.plans_goals import a_goal, steps_of

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


def titles(goal: Goal) -> list[str]:
    return [step.title for step in steps_of(goal)]


def lines(goal: Goal) -> list[str]:
    rows = TimelineEvent.objects.filter(learner_id=goal.learner_id).order_by("id")
    return [row.kind for row in rows if row.kind not in ("ACTION_PLAN_CREATED", "GOAL_CREATED")]


class TestProgress:
    def test_is_started_done_and_set_back_by_staff(self):
        goal, by = a_goal(LearnerFactory()), posted("TUTOR")
        one = steps_of(goal)[0]
        assert steps.start(by=by, step_id=one.id, at=AT).status == "ACTIVE"
        done = steps.confirm(by=by, step_id=one.id, at=AT)
        assert (done.status, done.done_at, done.confirmed_by) == ("COMPLETE", AT, by.user)
        back = steps.set_back(by=by, step_id=one.id, at=AT)
        assert (back.status, back.done_at, back.confirmed_by) == ("ACTIVE", None, None)
        assert steps.set_back(by=by, step_id=one.id, at=AT).status == "NOT_STARTED"
        with pytest.raises(Refused):
            steps.set_back(by=by, step_id=one.id, at=AT)

    def test_is_told_with_its_goal_as_one(self):
        goal = a_goal(LearnerFactory())
        steps.start(by=posted("TUTOR"), step_id=steps_of(goal)[0].id, at=AT)
        assert lines(goal) == ["GOAL_UPDATED", "STEP_STARTED"]
        assert TimelineEvent.objects.filter(kind__in=lines(goal)).values("together").distinct().count() == 1

    @pytest.mark.parametrize(
        ("verbs", "kind"),
        [(["confirm"], "STEP_COMPLETED"), (["confirm", "set_back"], "STEP_STARTED"),
         (["start", "set_back"], "STEP_NOT_STARTED")],
    )  # fmt: skip
    def test_names_the_state_that_it_leads_to(self, verbs, kind):
        goal = a_goal(LearnerFactory())
        for verb in verbs:
            getattr(steps, verb)(by=posted("TUTOR"), step_id=steps_of(goal)[0].id, at=AT)
        assert lines(goal)[-1] == kind

    def test_keeps_a_tick_until_the_step_is_not_started(self):
        learner = LearnerFactory()
        one = steps_of(a_goal(learner))[0]
        steps.tick(by=as_learner(learner), step_id=one.id, at=AT)
        steps.confirm(by=posted("TUTOR"), step_id=one.id, at=AT)
        assert steps.set_back(by=posted("TUTOR"), step_id=one.id, at=AT).waits_for_staff
        assert steps.set_back(by=posted("TUTOR"), step_id=one.id, at=AT).ticked_at is None

    def test_of_all_steps_completes_no_goal_but_suggests_it(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        for step in steps_of(goal):
            assert not selectors.suggested_completions(learner.id)
            steps.confirm(by=posted("TUTOR"), step_id=step.id, at=AT)
        goal.refresh_from_db()
        assert goal.status == "ACTIVE"
        assert selectors.suggested_completions(learner.id)[goal.id].because == "STEPS"

    @pytest.mark.parametrize("verb", [steps.start, steps.set_back, steps.confirm])
    def test_is_not_for_others(self, verb):
        learner = LearnerFactory()
        one = steps_of(a_goal(learner))[0]
        for by in (as_learner(learner), posted("TUTOR", "HLI"), posted("NSM"), posted("NAT_VIEW", None)):
            with pytest.raises(NotYours):
                verb(by=by, step_id=one.id, at=AT)

    def test_stops_with_the_goal(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        one = steps_of(goal)[0]
        actions.complete_goal(by=posted("CIAG"), goal_id=goal.id, at=AT)
        for verb in (steps.start, steps.set_back, steps.confirm):
            with pytest.raises(Refused, match="closed"):
                verb(by=posted("TUTOR"), step_id=one.id, at=AT)
        with pytest.raises(Refused):
            steps.tick(by=as_learner(learner), step_id=one.id, at=AT)


class TestChangingSteps:
    def test_adds_behind_the_others_with_whose_turn_and_by_when(self):
        goal = a_goal(LearnerFactory())
        due = dt.date(2027, 1, 5)
        added = steps.add(by=posted("CIAG"), goal_id=goal.id, step=PlannedStep(" Ring up ", "STAFF", due), at=AT)
        assert (added.position, added.title, added.owner, added.due_on) == (3, "Ring up", "STAFF", due)
        assert lines(goal) == ["GOAL_UPDATED", "STEP_UPDATED"]

    def test_rewords_and_refuses_a_stale_edit(self):
        goal = a_goal(LearnerFactory())
        one = steps_of(goal)[0]
        said = {"step_id": one.id, "lock_version": one.lock_version, "at": AT}
        steps.change(by=posted("CIAG"), step=PlannedStep("Walk there", "LEARNER"), **said)
        assert titles(goal) == ["Walk there", "Step 2"]
        with pytest.raises(StaleEdit) as stale:
            steps.change(by=posted("CIAG"), step=PlannedStep("Mine"), **said)
        assert stale.value.theirs == {"title": "Walk there"}

    def test_moves_up_and_down(self):
        goal = a_goal(LearnerFactory(), n=3)
        first, _, last = steps_of(goal)
        steps.move(by=posted("CIAG"), step_id=last.id, up=True, at=AT)
        assert titles(goal) == ["Step 1", "Step 3", "Step 2"]
        steps.move(by=posted("CIAG"), step_id=first.id, up=False, at=AT)
        assert titles(goal) == ["Step 3", "Step 1", "Step 2"]
        assert [step.position for step in steps_of(goal)] == [1, 2, 3]
        before = len(lines(goal))
        steps.move(by=posted("CIAG"), step_id=last.id, up=True, at=AT)
        assert titles(goal)[0] == "Step 3" and len(lines(goal)) == before

    def test_takes_out_and_puts_back_and_deletes_nothing(self):
        goal = a_goal(LearnerFactory(), n=3)
        one, two, _ = steps_of(goal)
        for step in (two, one):
            steps.take_out(by=posted("CIAG"), step_id=step.id, at=AT)
        assert titles(goal) == ["Step 3"] and Step.objects.filter(goal=goal).count() == 3
        assert [step.title for step in selectors.taken_out_of(goal)] == ["Step 1", "Step 2"]
        steps.put_back(by=posted("CIAG"), step_id=two.id, at=AT)
        assert titles(goal) == ["Step 3", "Step 2"]
        assert [step.position for step in steps_of(goal)] == [1, 2]

    def test_leaves_what_was_begun_in_the_goal(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        one = steps_of(goal)[0]
        steps.tick(by=as_learner(learner), step_id=one.id, at=AT)
        with pytest.raises(Refused, match="started"):
            steps.take_out(by=posted("CIAG"), step_id=one.id, at=AT)

    def test_does_nothing_with_a_step_that_was_taken_out(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        out = steps.take_out(by=posted("CIAG"), step_id=steps_of(goal)[0].id, at=AT)
        for verb in (steps.confirm, steps.start, steps.take_out):
            with pytest.raises(NotYours):
                verb(by=posted("CIAG"), step_id=out.id, at=AT)
        with pytest.raises(NotYours):
            steps.tick(by=as_learner(learner), step_id=out.id, at=AT)
        with pytest.raises(NotYours):
            steps.put_back(by=posted("CIAG"), step_id=steps_of(goal)[0].id, at=AT)
        assert selectors.counts_of(learner.id) == (0, 1)

    def test_is_not_for_others_nor_after_a_move(self):
        learner = LearnerFactory()
        goal, sender = a_goal(learner), posted("CIAG")
        one = steps_of(goal)[0]
        providers.moved(learner, to="HLI")
        for by in (sender, posted("TUTOR", "HLI"), as_learner(learner)):
            with pytest.raises(NotYours):
                steps.add(by=by, goal_id=goal.id, step=PlannedStep("x"), at=AT)
            for verb in (steps.take_out, steps.move):
                with pytest.raises(NotYours):
                    verb(by=by, step_id=one.id, at=AT, **({"up": True} if verb is steps.move else {}))

    def test_leaves_an_audit_line_for_each(self):
        goal = a_goal(LearnerFactory(), n=2)
        one = steps_of(goal)[0]
        steps.move(by=posted("CIAG"), step_id=one.id, up=False, at=AT)
        steps.take_out(by=posted("CIAG"), step_id=one.id, at=AT)
        steps.put_back(by=posted("CIAG"), step_id=one.id, at=AT)
        verbs = Event.objects.filter(subject_id=str(one.id)).order_by("id").values_list("verb", flat=True)
        assert list(verbs) == ["step.moved", "step.taken_out", "step.put_back"]


class TestDatabase:
    def test_has_one_step_a_place_at_the_end_of_each_statement(self):
        one, two = steps_of(a_goal(LearnerFactory()))
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.filter(id=one.id).update(position=two.position)

    def test_takes_out_no_step_that_was_begun(self):
        one, _ = steps_of(a_goal(LearnerFactory()))
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.filter(id=one.id).update(removed_at=AT, status="ACTIVE")


class TestLinks:
    def test_are_kept_and_changed_and_left_alone_when_not_named(self):
        from plans.courses.models import Course
        from tests.factories.learners import provenance

        course = Course.objects.create(code="M1", title="Maths", **provenance())
        goal = a_goal(LearnerFactory(), links=Links(course.id, "Level 1 maths"))
        assert (goal.course, goal.qualification) == (course, "Level 1 maths")
        said = {"goal_id": goal.id, "title": "Maths", "target_on": goal.target_on, "note": "", "at": AT}
        same = actions.change_goal(by=posted("CIAG"), lock_version=1, **said)
        assert (same.course, same.qualification) == (course, "Level 1 maths")
        gone = actions.change_goal(by=posted("CIAG"), lock_version=2, links=Links(), **said)
        assert (gone.course_id, gone.qualification) == (None, "")

    def test_are_refused_for_what_is_not_on_the_list(self):
        learner = LearnerFactory()
        with pytest.raises(Refused):
            a_goal(learner, links=Links(course_id=learner.id))
        with pytest.raises(Refused):
            a_goal(learner, links=Links(work_type="PIRACY"))
        assert not Goal.objects.exists()

"""Goals are completed, archived and reopened: by whom, from which state, and what is told."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.audit.models import Event
from campus.core.errors import NotYours, Refused
from learners.models import TimelineEvent
from plans import actions, selectors
from plans.actions import steps
from plans.courses.models import Course, Enrolment
from plans.models import Goal
from plans.rules import Links
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner, provenance
from tests.factories.plans_goals import a_goal, steps_of
from tests.factories.providers import signed_in

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
NOT_AVAILABLE = "SUITABLE_ACTIVITIES_NOT_AVAILABLE_IN_THIS_PRISON"


def complete(goal: Goal, **said: object) -> Goal:
    return actions.complete_goal(by=posted("CIAG"), goal_id=goal.id, at=AT, **said)


def archive(goal: Goal, reason: str = NOT_AVAILABLE, **said: object) -> Goal:
    return actions.archive_goal(by=posted("CIAG"), goal_id=goal.id, reason=reason, at=AT, **said)


def reopen(goal: Goal, reason: str = "Pressed by mistake") -> Goal:
    return actions.reopen_goal(by=posted("CIAG"), goal_id=goal.id, reason=reason, at=AT)


def last_line(goal: Goal) -> TimelineEvent:
    return TimelineEvent.objects.filter(subject_id=goal.id).order_by("-id")[0]


class TestComplete:
    def test_says_when_with_a_note_and_leaves_the_steps(self):
        goal = complete(a_goal(LearnerFactory()), note=" Did it in a week ")
        assert (goal.status, goal.closed_on, goal.closing_note) == (
            "COMPLETED",
            dt.date(2026, 11, 20),
            "Did it in a week",
        )
        assert {step.status for step in steps_of(goal)} == {"NOT_STARTED"}
        assert last_line(goal).kind == "GOAL_COMPLETED"

    def test_is_refused_for_what_is_closed(self):
        with pytest.raises(Refused, match="already"):
            complete(complete(a_goal(LearnerFactory())))
        with pytest.raises(Refused, match="archived"):
            complete(archive(a_goal(LearnerFactory())))


class TestArchive:
    def test_keeps_the_reason_and_tells_it_in_words(self):
        goal = archive(a_goal(LearnerFactory()), note="Ask at the next prison")
        assert (goal.status, goal.archive_reason, goal.archive_words) == ("ARCHIVED", NOT_AVAILABLE, "")
        assert goal.closing_note == "Ask at the next prison"
        assert last_line(goal).facts["reason"] == "Nothing that fits is available in this prison"

    def test_keeps_words_for_another_reason_only(self):
        learner = LearnerFactory()
        assert archive(a_goal(learner), "OTHER", words=" Moved on ").archive_words == "Moved on"
        assert archive(a_goal(learner), NOT_AVAILABLE, words="Moved on").archive_words == ""
        with pytest.raises(Refused):
            archive(a_goal(learner), "OTHER")

    def test_is_refused_for_what_is_closed(self):
        with pytest.raises(Refused, match="already"):
            archive(archive(a_goal(LearnerFactory())))
        with pytest.raises(Refused, match="completed"):
            archive(complete(a_goal(LearnerFactory())))


class TestReopen:
    @pytest.mark.parametrize(("end", "kind"), [(complete, "GOAL_REOPENED"), (archive, "GOAL_UNARCHIVED")])
    def test_starts_clean_and_is_told_with_how_it_had_ended(self, end, kind):
        goal = reopen(end(a_goal(LearnerFactory()), note="The end"))
        assert (goal.status, goal.closed_on, goal.closing_note, goal.archive_reason) == ("ACTIVE", None, "", "")
        line = last_line(goal)
        assert (line.kind, line.facts["reason"], line.facts["note"]) == (kind, "Pressed by mistake", "The end")
        assert Event.objects.filter(subject_id=str(goal.id), verb="goal.reopened").count() == 1
        assert complete(goal).status == "COMPLETED"

    def test_needs_a_reason_and_an_end(self):
        goal = a_goal(LearnerFactory())
        with pytest.raises(Refused):
            reopen(goal)
        with pytest.raises(Refused):
            reopen(complete(goal), " ")


class TestWho:
    @pytest.mark.parametrize(
        ("role", "place"), [("TUTOR", "LEI"), ("KEYW", "LEI"), ("EDU_MGR", "HLI"), ("NAT_VIEW", None)]
    )
    def test_is_staff_who_write_plans_at_the_prison_of_the_person(self, role, place):
        learner = LearnerFactory()
        goal = a_goal(learner)
        for by in (posted(role, place), as_learner(learner)):
            with pytest.raises(NotYours):
                actions.complete_goal(by=by, goal_id=goal.id, at=AT)
            with pytest.raises(NotYours):
                actions.archive_goal(by=by, goal_id=goal.id, reason=NOT_AVAILABLE, at=AT)
            with pytest.raises(NotYours):
                actions.reopen_goal(by=by, goal_id=goal.id, reason="x", at=AT)


class TestDatabase:
    @pytest.mark.parametrize(
        "broken",
        [
            {"status": "COMPLETED"},
            {"closed_on": AT.date()},
            {"status": "ARCHIVED", "closed_on": AT.date()},
            {"archive_reason": NOT_AVAILABLE},
            {"status": "ARCHIVED", "closed_on": AT.date(), "archive_reason": "OTHER"},
        ],
    )
    def test_holds_the_end_of_a_goal_together(self, broken):
        goal = a_goal(LearnerFactory())
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(id=goal.id).update(**broken)


class TestSuggestion:
    def a_course(self) -> Course:
        return Course.objects.create(code="M1", title="Maths", **provenance())

    def enrolled(self, learner, course: Course, **said: object) -> Enrolment:
        return Enrolment.objects.create(
            learner=learner, course=course, started_on=dt.date(2026, 1, 1), funding="PES", **said, **provenance()
        )

    def test_comes_when_the_course_is_completed(self):
        learner, course = LearnerFactory(), self.a_course()
        goal = a_goal(learner, links=Links(course.id))
        self.enrolled(learner, course)
        assert not selectors.suggested_completions(learner.id)
        Enrolment.objects.update(status="COMPLETED", ended_on=dt.date(2026, 5, 1), outcome="ACHIEVED")
        found = selectors.suggested_completions(learner.id)[goal.id]
        assert (found.because, found.what) == ("COURSE", "Maths")

    def test_is_of_the_persons_own_course(self):
        learner, course = LearnerFactory(), self.a_course()
        a_goal(learner, links=Links(course.id))
        self.enrolled(LearnerFactory(), course, status="COMPLETED", ended_on=dt.date(2026, 5, 1), outcome="ACHIEVED")
        assert not selectors.suggested_completions(learner.id)

    @pytest.mark.parametrize(
        ("event", "suggested"),
        [({}, True), ({"source": "ILR"}, False), ({"under_challenge": True}, False), ({"withdrawn_at": AT}, False),
         ({"grade": "Fail"}, False), ({"subject": "Mathematics and more"}, False)],
    )  # fmt: skip
    def test_comes_when_the_qualification_is_verified(self, event, suggested):
        from plans.assessments.models import LearningEvent

        learner = LearnerFactory()
        goal = a_goal(learner, links=Links(qualification="mathematics"))
        said = {"source": "AO", "subject": "Mathematics", "grade": "Pass", **event}
        LearningEvent.objects.create(
            learner=learner, event_id="1", uln="9276308686", fetched_at=AT, **said, **provenance()
        )
        assert (goal.id in selectors.suggested_completions(learner.id)) is suggested

    def test_stands_on_the_plan_with_its_button(self):
        learner = LearnerFactory()
        goal = a_goal(learner, n=1)
        steps.confirm(by=posted("TUTOR"), step_id=steps_of(goal)[0].id, at=AT)
        page = signed_in(posted("CIAG").user, "staff").get(f"/staff/people/{learner.id}/plan/").content.decode()
        assert "All steps are done." in page and f"/goals/{goal.id}/complete/" in page

    def test_ends_with_the_goal(self):
        learner = LearnerFactory()
        goal = a_goal(learner, n=1)
        steps.confirm(by=posted("TUTOR"), step_id=steps_of(goal)[0].id, at=AT)
        complete(goal)
        assert not selectors.suggested_completions(learner.id)


class TestPages:
    def test_complete_archive_and_reopen_by_forms(self):
        learner = LearnerFactory()
        goal = a_goal(learner)
        client, base = signed_in(posted("CIAG").user, "staff"), f"/staff/people/{learner.id}/plan/goals/{goal.id}"
        assert client.post(f"{base}/complete/", {"note": "Done"}).status_code == 302
        page = client.get(f"{base}/complete/").content.decode()
        assert "completed already" in page and "<textarea" not in page
        assert client.post(f"{base}/complete/", {"note": "Again"}).status_code == 422
        assert client.post(f"{base}/reopen/", {"reason": ""}).status_code == 422
        assert client.post(f"{base}/reopen/", {"reason": "Not yet"}).status_code == 302
        kept = client.post(f"{base}/archive/", {"reason": "OTHER", "words": "", "note": "Keep my words"})
        assert kept.status_code == 422 and "Keep my words" in kept.content.decode()
        assert client.post(f"{base}/archive/", {"reason": "OTHER", "words": "Ill"}).status_code == 302
        goal.refresh_from_db()
        assert (goal.status, goal.archive_words) == ("ARCHIVED", "Ill")
        assert client.get(f"{base}/").content.decode().count("Reopen it before you change it") == 1

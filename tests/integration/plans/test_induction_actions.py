"""The verbs of an induction: answering, saving it once in a life, and editing a section afterwards."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.audit.models import Event
from campus.core.errors import NotYours, Refused, StaleEdit
from learners.models import Learner
from plans.actions import induction as actions
from plans.models import Induction, InductionAnswers, SkillRating
from plans.rules import induction as rules
from plans.rules.induction import Section, Step, Topic
from plans.rules.schedules import ScheduleStatus
from plans.selectors import induction as selectors
from tests.factories import plans_induction as factory
from tests.factories import providers, schedules
from tests.factories.accounts import posted
from tests.traces import lines

pytestmark = pytest.mark.django_db
AT = factory.AT
T = Topic


def a_person(**fields) -> Learner:
    return providers.a_person(**fields)


def answer(learner, topic=T.HOPING, given=None, *, by=None, mark=None, at=AT):
    return actions.answer(
        by=by or posted("CIAG"), learner_id=learner.id, step=Step(topic), given=given or factory.GIVEN[topic],
        mark=mark, at=at,
    )  # fmt: skip


class TestAnswer:
    def test_saves_at_once_and_somebody_else_may_go_on(self):
        learner, priya, helen = a_person(), posted("EDU_MGR"), posted("CIAG")
        answer(learner, by=priya)
        row = answer(learner, T.AFFECTING, by=helen)
        assert row.answers == {"hoping": "NO", "affecting": ["NONE"]}
        assert (row.created_by_id, row.updated_by_id) == (priya.user_id, helen.user_id)
        assert rules.first_open(selectors.told(learner.id).answers) == Step(T.EDUCATION)

    def test_keeps_nothing_that_is_refused(self):
        learner = a_person()
        for given in ({"hoping": "PERHAPS"}, {}):
            with pytest.raises(Refused):
                answer(learner, given=given or {"hoping": ""})
        assert not InductionAnswers.objects.exists()

    def test_writes_over_nothing_that_was_not_seen(self):
        learner = a_person()
        answer(learner, mark=0)
        with pytest.raises(StaleEdit) as stale:
            answer(learner, given={"hoping": "YES"}, mark=0)
        answer(learner, given={"hoping": "YES"}, mark=stale.value.lock_version)
        answer(learner, T.AFFECTING, mark=0)
        assert selectors.told(learner.id).answers == {"hoping": "YES", "affecting": ["NONE"]}

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "LEI"), ("POM", "LEI"), ("EDU_MGR", "HLI")])
    def test_is_not_for_everybody(self, role, place):
        with pytest.raises(NotYours):
            answer(a_person(), by=posted(role, place))

    def test_leaves_an_audit_line_that_names_the_question_and_not_the_answer(self):
        learner = a_person()
        answer(learner)
        event = Event.objects.get(learner_id=learner.id, verb="induction.answered")
        assert event.details == {"question": "hoping-to-work"}


class TestComplete:
    def test_writes_the_induction_and_the_ratings(self):
        learner, by = a_person(), posted("CIAG")
        held = factory.held(learner, by=by)
        assert (held.held_on, held.held_by_name, held.questions_version) == (AT.date(), "", 1)
        assert held.note == "Wants to work outdoors."
        rating = SkillRating.objects.get(learner=learner)
        assert (rating.skill, rating.rating, rating.session) == ("TEAMWORK", 3, "CIAG_INDUCTION")
        assert (rating.evidence, rating.by_learner, rating.rated_on) == ("", False, AT.date())
        assert lines(learner) == ["INDUCTION_CREATED", "EMPLOYABILITY_SKILL_CREATED"]
        assert Event.objects.filter(learner_id=learner.id, verb="induction.completed").count() == 1

    def test_happens_once_in_a_life(self):
        learner = a_person()
        factory.held(learner)
        with pytest.raises(Refused) as refused:
            actions.complete(by=posted("EDU_MGR"), learner_id=learner.id, at=AT)
        assert refused.value.sentence == "Daniel has had an induction. Edit a section instead."
        with pytest.raises(Refused):
            answer(learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            Induction.objects.create(
                learner=learner, held_on=AT.date(), questions_version=1, created_at=AT, updated_at=AT
            )

    def test_happens_once_at_another_prison_too(self):
        learner = a_person()
        factory.held(learner)
        providers.moved(learner, to="HLI")
        with pytest.raises(Refused):
            actions.complete(by=posted("EDU_MGR", "HLI"), learner_id=learner.id, at=AT)

    @pytest.mark.parametrize("missing", [T.SESSION, T.TRAINING])
    def test_waits_for_every_answer(self, missing):
        learner = a_person()
        for topic, given in factory.GIVEN.items():
            step = Step(topic)
            if topic != missing and step in selectors.told(learner.id).steps:
                answer(learner, topic, given)
        with pytest.raises(Refused, match="Answer every question first"):
            actions.complete(by=posted("CIAG"), learner_id=learner.id, at=AT)
        assert not Induction.objects.exists()

    def test_wants_the_qualifications_that_were_said_to_be_there(self):
        learner = a_person()
        factory.answered(learner, has_qualifications={"has_qualifications": "YES"})
        with pytest.raises(Refused, match="Add the qualifications"):
            actions.complete(by=posted("CIAG"), learner_id=learner.id, at=AT)
        factory.a_qualification(learner)
        assert actions.complete(by=posted("CIAG"), learner_id=learner.id, at=AT)

    def test_names_who_held_it_when_somebody_else_saves_it(self):
        learner, helen = a_person(), posted("CIAG", given_name="Helen", family_name="Booth")
        factory.answered(learner, by=helen)
        held = actions.complete(by=posted("EDU_MGR"), learner_id=learner.id, at=AT)
        assert (held.held_by_name, held.held_by_role) == ("Helen Booth", "Careers adviser")

    def test_keeps_a_note_for_staff_and_empties_the_draft_of_it(self):
        learner = a_person()
        held = factory.held(learner, note={"note": "At risk.", "note_is_staff_only": True})
        assert held.note_is_staff_only
        draft = InductionAnswers.objects.get(learner=learner, section=Section.SESSION)
        assert draft.answers == {}

    def test_with_a_goal_completes_the_schedule_and_dates_the_review(self):
        learner = a_person(release_on=dt.date(2031, 1, 1))
        schedules.with_goal(learner, at=AT)
        factory.held(learner)
        assert schedules.review_of(learner) is not None
        induction = schedules.induction_of(learner)
        assert induction is None or induction.status == ScheduleStatus.COMPLETED

    @pytest.mark.parametrize("place", ["HLI"])
    def test_is_not_for_another_prison(self, place):
        learner = a_person()
        factory.answered(learner)
        with pytest.raises(NotYours):
            actions.complete(by=posted("EDU_MGR", place), learner_id=learner.id, at=AT)


class TestEdit:
    def edit(self, learner, topic=T.INTERESTS, given=None, *, by=None, at=AT):
        return actions.edit(
            by=by or posted("TUTOR"), learner_id=learner.id, step=Step(topic),
            given=given or {"interests": ["NONE"]}, mark=None, at=at,
        )  # fmt: skip

    def test_changes_one_section_and_leaves_the_others_untouched(self):
        learner = a_person()
        factory.held(learner)
        before = {row.section: row for row in InductionAnswers.objects.filter(learner=learner)}
        by, later = posted("TUTOR"), AT + dt.timedelta(days=30)
        self.edit(learner, by=by, at=later)
        for row in InductionAnswers.objects.filter(learner=learner):
            if row.section == Section.SKILLS_AND_INTERESTS:
                assert (row.updated_by_id, row.updated_at) == (by.user_id, later)
                assert row.answers == {"skills": ["TEAMWORK"], "ratings": {"TEAMWORK": 3}, "interests": ["NONE"]}
            else:
                assert (row.updated_at, row.answers) == (before[row.section].updated_at, before[row.section].answers)
        assert lines(learner)[-1] == "INDUCTION_UPDATED"

    def test_keeps_where_it_was_changed(self):
        learner = a_person()
        factory.held(learner)
        providers.moved(learner, to="HLI")
        row = self.edit(learner, by=posted("TUTOR", "HLI"))
        assert (row.created_at_establishment_id, row.updated_at_establishment_id) == ("LEI", "HLI")

    def test_comes_after_the_induction_but_for_education(self):
        learner = a_person()
        with pytest.raises(Refused, match="has not had an induction yet"):
            self.edit(learner)
        assert self.edit(learner, T.EDUCATION, {"highest": "NOT_SURE"}).answers == {"highest": "NOT_SURE"}

    @pytest.mark.parametrize(("role", "place"), [("POM", "LEI"), ("NSM", "LEI"), ("TUTOR", "HLI")])
    def test_is_not_for_everybody(self, role, place):
        learner = a_person()
        factory.held(learner)
        with pytest.raises(NotYours):
            self.edit(learner, by=posted(role, place))

    def test_leaves_its_history(self):
        learner = a_person()
        factory.held(learner)
        row = self.edit(learner)
        kept = InductionAnswers.pgh_event_model.objects.filter(pgh_obj_id=row.id).order_by("pgh_id")
        assert "Beekeeping" in str(kept[kept.count() - 2].answers) and row.answers["interests"] == ["NONE"]

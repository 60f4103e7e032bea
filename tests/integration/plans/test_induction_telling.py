"""What the person says beforehand at a tablet, how staff take it over, and qualifications from before prison."""

import datetime as dt

import pytest

from campus.core.errors import NotYours, Refused
from plans.actions import induction as actions
from plans.actions import qualifications
from plans.models import InductionAnswers, Qualification
from plans.rules.induction import Section, Source, Step, Topic
from plans.selectors import induction as selectors
from tests.factories import plans_induction as factory
from tests.factories import providers
from tests.factories.accounts import posted
from tests.integration.plans.test_induction_actions import a_person, answer, lines

pytestmark = pytest.mark.django_db
AT, T = factory.AT, Topic


class TestTell:
    def test_keeps_what_the_person_says_apart_from_what_staff_record(self):
        learner = a_person()
        factory.said(learner)
        told = selectors.told(learner.id)
        assert told.answers == {} and told.said_answers["hoping"] == "NO"
        assert set(InductionAnswers.objects.values_list("source", flat=True)) == {Source.LEARNER}
        assert Section.SESSION not in told.said

    def test_is_taken_over_by_staff_one_answer_at_a_time(self):
        learner, by = a_person(), posted("CIAG")
        factory.said(learner)
        actions.use_theirs(by=by, learner_id=learner.id, step=Step(T.HOPING), at=AT)
        told = selectors.told(learner.id)
        assert told.answers == {"hoping": "NO"}
        assert told.recorded[Section.WORK_ON_RELEASE].created_by_id == by.user_id
        assert not told.said_alone(Step(T.HOPING)) and told.said_alone(Step(T.TRAINING))

    def test_takes_over_what_fits_what_staff_chose(self):
        learner = a_person()
        factory.said(learner, skills={"skills": ["TEAMWORK", "PLANNING"]},
                     ratings={"ratings": {"TEAMWORK": 1, "PLANNING": 4}})  # fmt: skip
        answer(learner, T.SKILLS, {"skills": ["PLANNING"]})
        actions.use_theirs(by=posted("CIAG"), learner_id=learner.id, step=Step(T.RATINGS), at=AT)
        assert selectors.told(learner.id).answers["ratings"] == {"PLANNING": 4}

    def test_leaves_qualifications_without_a_level_to_staff(self):
        learner = a_person()
        for level, subject in (("LEVEL_1", "Maths"), ("", "Bricklaying"), ("LEVEL_1", "Maths")):
            qualifications.tell(
                by=providers.themselves(learner), learner_id=learner.id, level=level, subject=subject, grade="", at=AT
            )
        assert not Qualification.objects.exists()
        actions.use_theirs(by=posted("CIAG"), learner_id=learner.id, step=Step(T.QUALIFICATIONS), at=AT)
        assert set(Qualification.objects.values_list("subject", flat=True)) == {"Maths"}
        assert [row["subject"] for row in selectors.told(learner.id).said_qualifications] == ["Bricklaying"]

    def test_takes_a_certificate_back(self):
        learner = a_person()
        me = providers.themselves(learner)
        for subject in ("Maths", "English"):
            qualifications.tell(by=me, learner_id=learner.id, level="", subject=subject, grade="", at=AT)
        qualifications.take_back(by=me, learner_id=learner.id, place=0, at=AT)
        qualifications.take_back(by=me, learner_id=learner.id, place=7, at=AT)
        assert [row["subject"] for row in selectors.told(learner.id).said_answers["qualifications"]] == ["English"]

    def test_is_over_once_staff_have_saved_it(self):
        learner = a_person()
        factory.held(learner)
        with pytest.raises(Refused, match="Staff have your answers now"):
            actions.tell(
                by=providers.themselves(learner), learner_id=learner.id, step=Step(T.HOPING), given={"hoping": "YES"},
                at=AT,
            )  # fmt: skip

    def test_is_for_oneself_alone(self):
        learner, other = a_person(), a_person(given_name="Rhys")
        for by in (providers.themselves(other), posted("EDU_MGR")):
            with pytest.raises(NotYours):
                actions.tell(by=by, learner_id=learner.id, step=Step(T.HOPING), given={"hoping": "YES"}, at=AT)

    def test_is_one_line_of_the_history_until_something_new_is_said(self):
        learner = a_person()
        me = providers.themselves(learner)
        with pytest.raises(Refused, match="Answer one question first"):
            actions.finish_telling(by=me, learner_id=learner.id, at=AT)
        factory.said(learner)
        for minutes in (1, 2):
            actions.finish_telling(by=me, learner_id=learner.id, at=AT + dt.timedelta(minutes=minutes))
        assert lines(learner) == ["INDUCTION_TOLD"]
        later = AT + dt.timedelta(hours=1)
        actions.tell(by=me, learner_id=learner.id, step=Step(T.HOPING), given={"hoping": "NO"}, at=later)
        actions.finish_telling(by=me, learner_id=learner.id, at=later)
        assert lines(learner) == ["INDUCTION_TOLD"] * 2


class TestQualifications:
    def test_are_removed_and_put_back_and_never_deleted(self):
        learner, by = a_person(), posted("TUTOR")
        row = factory.a_qualification(learner)
        qualifications.remove(by=by, qualification_id=row.id, at=AT)
        told = selectors.told(learner.id)
        assert told.qualifications == [] and told.removed == [row]
        with pytest.raises(Refused):
            qualifications.remove(by=by, qualification_id=row.id, at=AT)
        qualifications.put_back(by=by, qualification_id=row.id, at=AT)
        assert selectors.told(learner.id).qualifications == [row]
        with pytest.raises(Refused):
            qualifications.put_back(by=by, qualification_id=row.id, at=AT)
        assert lines(learner) == ["QUALIFICATION_ADDED", "QUALIFICATION_REMOVED", "QUALIFICATION_PUT_BACK"]

    @pytest.mark.parametrize(("role", "place"), [("POM", "LEI"), ("TUTOR", "HLI")])
    def test_are_not_for_everybody(self, role, place):
        learner = a_person()
        row = factory.a_qualification(learner)
        with pytest.raises(NotYours):
            qualifications.remove(by=posted(role, place), qualification_id=row.id, at=AT)
        with pytest.raises(NotYours):
            qualifications.add(
                by=posted(role, place), learner_id=learner.id, level="LEVEL_1", subject="Maths", grade="", at=AT
            )

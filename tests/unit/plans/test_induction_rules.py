"""Which question follows which, and what is refused of an answer. Without a database."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from plans.rules import induction as rules
from plans.rules.induction import QUESTIONS, Kind, Section, Source, Step, Topic
from plans.rules.induction.values import NONE, OTHER

TODAY = dt.date(2026, 11, 20)
T = Topic
LIKES_WORK = {"hoping": "YES", "work_types": ["DRIVING"]}


def check(topic: Topic, given: dict, answers: dict | None = None) -> dict:
    return rules.check_step(Step(topic), given, answers or {}, TODAY)


def refused(topic: Topic, given: dict, answers: dict | None = None) -> Refused:
    with pytest.raises(Refused) as found:
        check(topic, given, answers)
    return found.value


def topics(answers: dict, source: Source = Source.STAFF) -> list[Topic]:
    return [step.topic for step in rules.steps(answers, source)]


class TestOrder:
    def test_is_that_of_the_service(self):
        everything = {
            "hoping": "YES", "work_types": ["DRIVING"], "has_qualifications": "YES", "worked": "YES",
            "past_work": ["OUTDOOR", "OFFICE"], "skills": ["TEAMWORK"],
        }  # fmt: skip
        assert topics(everything) == [
            T.HOPING, T.WORK_TYPES, T.WORK_ROLES, T.AFFECTING, T.EDUCATION, T.HAS_QUALIFICATIONS, T.QUALIFICATIONS,
            T.TRAINING, T.WORKED, T.PAST_WORK, T.PAST_JOB, T.PAST_JOB, T.SKILLS, T.RATINGS, T.INTERESTS, T.PRISON_WORK,
            T.PRISON_TRAINING, T.SESSION, T.NOTE,
        ]  # fmt: skip

    @pytest.mark.parametrize("hoping", ["NO", "NOT_SURE"])
    def test_has_a_short_set_for_who_does_not_hope_for_work(self, hoping):
        asked = topics({"hoping": hoping, "work_types": ["DRIVING"]})
        assert T.WORK_TYPES not in asked and T.WORK_ROLES not in asked
        assert asked[:2] == [T.HOPING, T.AFFECTING]

    @pytest.mark.parametrize("worked", ["NO", "NOT_RELEVANT"])
    def test_asks_about_past_work_only_if_there_was_any(self, worked):
        asked = topics({"worked": worked, "past_work": ["OUTDOOR"]})
        assert T.PAST_WORK not in asked and T.PAST_JOB not in asked

    def test_asks_the_person_neither_who_held_it_nor_for_a_note(self):
        assert not {T.SESSION, T.NOTE} & set(topics({}, Source.LEARNER))

    def test_asks_for_personal_skills_no_more_and_shows_those_that_were_given(self):
        assert T.PERSONAL_SKILLS not in topics({})
        assert T.PERSONAL_SKILLS in topics({"personal_skills": ["TEAMWORK"]})

    def test_goes_on_from_the_first_open_question(self):
        assert rules.first_open({}) == Step(T.HOPING)
        assert rules.first_open(LIKES_WORK) == Step(T.WORK_ROLES)
        assert rules.next_question(LIKES_WORK, Step(T.WORK_TYPES)) == Step(T.WORK_ROLES)
        assert rules.question_before(LIKES_WORK, Step(T.WORK_ROLES)) == Step(T.WORK_TYPES)
        assert rules.question_before({}, Step(T.HOPING)) is None
        assert rules.next_question({}, Step(T.NOTE)) is None

    def test_knows_what_an_answer_that_was_changed_opens(self):
        answers = {"worked": "YES", "past_work": ["OUTDOOR", "OFFICE"], "experience": {"OUTDOOR": {"role": "x"}}}
        assert rules.opened_by(answers, Step(T.WORKED)) == Step(T.PAST_JOB, "OFFICE")
        assert rules.opened_by(answers, Step(T.PAST_JOB, "OUTDOOR")) == Step(T.PAST_JOB, "OFFICE")
        assert rules.opened_by(answers, Step(T.TRAINING)) is None
        assert rules.opened_by({"hoping": "YES"}, Step(T.HOPING)) == Step(T.WORK_TYPES)


class TestAddresses:
    @pytest.mark.parametrize(
        "step", rules.steps({"worked": "YES", "past_work": ["OUTDOOR", "CLEANING_AND_MAINTENANCE"]})
    )
    def test_lead_back_to_their_question(self, step):
        assert rules.step_at(step.slug) == step

    @pytest.mark.parametrize("slug", ["", "past-job", "past-job-", "past-job-OUTDOOR", "past-job-nothing", "check"])
    def test_of_no_question_lead_nowhere(self, slug):
        assert rules.step_at(slug) is None


MANY = [q for q in QUESTIONS if q.kind == Kind.MANY]


class TestMany:
    @pytest.mark.parametrize("question", [q for q in MANY if q.has_none], ids=lambda q: str(q.topic))
    def test_takes_none_of_these_alone(self, question):
        assert check(question.topic, {question.key: [NONE]}) == {question.key: [NONE]}
        other = next(code for code in question.values if code not in (NONE, OTHER))
        assert "not both" in refused(question.topic, {question.key: [NONE, other]}).sentence
        assert "None of these" in refused(question.topic, {question.key: []}).sentence

    @pytest.mark.parametrize("question", [q for q in MANY if q.text_with], ids=lambda q: str(q.topic))
    def test_takes_other_only_with_words(self, question):
        for words in ("", "  ", None):
            found = refused(question.topic, {question.key: [OTHER], question.text_key: words})
            assert found.field == question.text_key
        kept = check(question.topic, {question.key: [OTHER], question.text_key: " Bees "})
        assert kept == {question.key: [OTHER], question.text_key: "Bees"}
        too_long = "x" * (question.text_most + 1)
        found = refused(question.topic, {question.key: [OTHER], question.text_key: too_long})
        assert str(question.text_most) in found.sentence

    @pytest.mark.parametrize("question", MANY, ids=lambda q: str(q.topic))
    def test_keeps_the_order_of_the_list_and_nothing_outside_it(self, question):
        codes = [code for code in question.values if code not in (NONE, OTHER)]
        assert check(question.topic, {question.key: codes[::-1]})[question.key] == codes
        assert refused(question.topic, {question.key: ["NOT_A_CODE"]}).field == question.key

    @pytest.mark.parametrize("question", MANY, ids=lambda q: str(q.topic))
    def test_leaves_out_words_beside_what_was_not_chosen(self, question):
        code = next(iter(question.values))
        assert check(question.topic, {question.key: [code], f"{question.key}_other": "x"}) == {question.key: [code]}

    def test_may_be_empty_only_where_the_list_has_no_none(self):
        assert [q.topic for q in MANY if not q.least] == [T.SKILLS, T.PRISON_WORK, T.PRISON_TRAINING]
        assert check(T.PRISON_WORK, {"prison_work": []}) == {"prison_work": []}


class TestOne:
    @pytest.mark.parametrize("given", [None, "", "MAYBE", ["YES"]])
    def test_takes_an_answer_of_the_list(self, given):
        assert refused(T.HOPING, {"hoping": given}).field == "hoping"

    def test_takes_not_relevant_only_with_a_reason(self):
        assert refused(T.WORKED, {"worked": "NOT_RELEVANT"}).field == "worked_other"
        kept = check(T.WORKED, {"worked": "NOT_RELEVANT", "worked_other": "Is 80"})
        assert kept == {"worked": "NOT_RELEVANT", "worked_other": "Is 80"}
        assert check(T.WORKED, {"worked": "NO", "worked_other": "Is 80"}) == {"worked": "NO"}


class TestEach:
    def test_of_the_jobs_in_mind_may_be_empty_and_are_for_chosen_work(self):
        assert check(T.WORK_ROLES, {"work_roles": {"DRIVING": " "}}, LIKES_WORK) == {"work_roles": {}}
        refused(T.WORK_ROLES, {"work_roles": {"OFFICE": "Clerk"}}, LIKES_WORK)
        assert refused(T.WORK_ROLES, {"work_roles": {"DRIVING": "x" * 513}}, LIKES_WORK).field == "work_roles_DRIVING"

    def test_of_the_skills_chosen_is_rated(self):
        answers = {"skills": ["TEAMWORK", "PLANNING"]}
        for given in ({"TEAMWORK": 3}, {"TEAMWORK": 3, "PLANNING": 5}, {"TEAMWORK": 3, "PLANNING": None}):
            assert refused(T.RATINGS, {"ratings": given}, answers).field == "ratings_PLANNING"
        kept = check(T.RATINGS, {"ratings": {"TEAMWORK": 1, "PLANNING": 4}}, answers)
        assert kept == {"ratings": {"TEAMWORK": 1, "PLANNING": 4}}

    def test_past_job_has_a_role(self):
        step, answers = Step(T.PAST_JOB, "OUTDOOR"), {"worked": "YES", "past_work": ["OUTDOOR"]}
        for role, field in ((" ", "role"), ("x" * 257, "role")):
            with pytest.raises(Refused) as found:
                rules.check_step(step, {"role": role}, answers, TODAY)
            assert found.value.field == field
        kept = rules.check_step(step, {"role": " Farm hand "}, answers, TODAY)
        assert kept == {"experience": {"OUTDOOR": {"role": "Farm hand", "tasks": ""}}}


class TestSession:
    def test_is_held_today_or_in_the_past(self):
        assert check(T.SESSION, {"held_by": "ME", "held_on": TODAY}) == {"held_by": "ME", "held_on": "2026-11-20"}
        for on in (None, "", TODAY + dt.timedelta(days=1)):
            assert refused(T.SESSION, {"held_by": "ME", "held_on": on}).field == "held_on"

    @pytest.mark.parametrize("missing", ["held_by_name", "held_by_role"])
    def test_names_somebody_else_with_their_role(self, missing):
        given = {"held_by": "OTHER", "held_on": TODAY, "held_by_name": "Jo Nash", "held_by_role": "Tutor"}
        assert check(T.SESSION, given)["held_by_role"] == "Tutor"
        assert refused(T.SESSION, {**given, missing: " "}).field == missing
        assert refused(T.SESSION, {**given, missing: "x" * 201}).field == missing

    def test_note_is_for_staff_only_when_there_is_one(self):
        assert check(T.NOTE, {"note": " ", "note_is_staff_only": True}) == {"note": "", "note_is_staff_only": False}
        assert refused(T.NOTE, {"note": "x" * 513}).field == "note"


class TestMerging:
    def test_takes_away_what_hangs_on_an_answer_that_is_gone(self):
        section = {"worked": "YES", "past_work": ["OUTDOOR"], "experience": {"OUTDOOR": {"role": "x", "tasks": ""}}}
        assert rules.merged(section, Step(T.WORKED), {"worked": "NO"}) == {"worked": "NO"}
        found = rules.merged(section, Step(T.PAST_WORK), {"past_work": ["OFFICE"]})
        assert found == {"worked": "YES", "past_work": ["OFFICE"]}

    def test_leaves_the_other_answers_of_the_section(self):
        section = {"skills": ["TEAMWORK", "PLANNING"], "ratings": {"TEAMWORK": 1, "PLANNING": 2}, "interests": ["NONE"]}
        found = rules.merged(section, Step(T.SKILLS), {"skills": ["PLANNING"]})
        assert found == {"skills": ["PLANNING"], "ratings": {"PLANNING": 2}, "interests": ["NONE"]}

    def test_replaces_words_with_the_choice_they_stood_beside(self):
        section = {"training": ["OTHER"], "training_other": "Bees"}
        assert rules.merged(section, Step(T.TRAINING), {"training": ["NONE"]}) == {"training": ["NONE"]}

    def test_gives_another_mark_to_another_answer(self):
        step = Step(T.HOPING)
        assert rules.mark_of(step, {}) == 0
        assert len({rules.mark_of(step, {"hoping": code}) for code in ("YES", "NO", "NOT_SURE")}) == 3
        assert rules.mark_of(step, {"hoping": "YES"}) == rules.mark_of(step, {"hoping": "YES", "affecting": ["NONE"]})


class TestSections:
    def test_are_checked_as_they_are_stored(self):
        stored = {"past_work": ["OUTDOOR"], "worked": "YES", "experience": {"OUTDOOR": {"role": "x", "tasks": "y"}}}
        assert rules.check_answers(Section.PREVIOUS_WORK, stored, TODAY) == stored
        with pytest.raises(Refused):
            rules.check_answers(Section.PREVIOUS_WORK, {**stored, "hoping": "YES"}, TODAY)
        with pytest.raises(Refused):
            rules.check_answers(Section.PREVIOUS_WORK, {**stored, "past_work": ["NONE"]}, TODAY)

    def test_keep_the_ratings_there_are_when_a_skill_is_added(self):
        stored = {"skills": ["TEAMWORK", "PLANNING"], "ratings": {"TEAMWORK": 2}}
        assert rules.check_answers(Section.SKILLS_AND_INTERESTS, stored, TODAY) == stored
        assert rules.first_open({"skills": ["PLANNING"]}) and not rules.is_answered(Step(T.RATINGS), stored)

    def test_of_qualifications_take_a_level_later_only_from_the_tablet(self):
        kept = rules.check_told([{"level": "", "subject": " Maths ", "grade": ""}])
        assert kept == [{"level": "", "subject": "Maths", "grade": ""}]
        with pytest.raises(Refused):
            rules.check_qualification(level="", subject="Maths", grade="")
        for wrong in ({"subject": " "}, {"subject": "x" * 101}, {"grade": "x" * 51}, {"level": "LEVEL_9"}):
            with pytest.raises(Refused):
                rules.check_qualification(**{"level": "LEVEL_1", "subject": "Maths", "grade": "", **wrong})
        with pytest.raises(Refused, match="as many"):
            rules.check_told([{"level": "", "subject": str(n), "grade": ""} for n in range(21)])


class TestCompleting:
    def test_waits_for_the_last_answer(self):
        assert not rules.may_complete({"hoping": "NO"}, qualifications=0)

    def test_wants_the_qualifications_that_were_said_to_be_there(self):
        answers = {q.key: [] for q in QUESTIONS} | {"hoping": "NO", "worked": "NO", "has_qualifications": "YES"}
        assert not rules.may_complete(answers, qualifications=0)
        assert rules.may_complete(answers, qualifications=1)

    def test_happens_once_in_a_life(self):
        with pytest.raises(Refused, match=r"Daniel has had an induction\. Edit a section instead\."):
            rules.check_first_induction(called="Daniel", is_held=True)

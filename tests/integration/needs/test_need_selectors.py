"""What lists and other apps read of needs."""

import datetime as dt
import itertools
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.accounts import actors
from campus.core.models import written
from learners.models import Learner
from plans.courses import notes
from plans.needs import actions, selectors
from plans.needs.models import SupportSchedule
from plans.needs.rules.standing import ScheduleTask, SupportScheduleStatus, due_from, plan_status
from tests.factories import needs
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.needs import AT, TODAY

pytestmark = pytest.mark.django_db


def a_schedule(task: str, status: str, deadline: dt.date | None, **person: object) -> Learner:
    learner = LearnerFactory(**person)
    SupportSchedule.objects.create(
        learner=learner, task=task, status=status, deadline_on=deadline,
        no_deadline="" if deadline else "NOT_PES", **written(actors.system(), AT),
    )  # fmt: skip
    return learner


def names(page: selectors.SupportPage) -> list[str]:
    return [row.learner.family_name for row in page.rows]


def listed(**asked: object) -> selectors.SupportPage:
    return selectors.support_plans(needs.nsm(), today=TODAY, **asked)


class TestStatus:
    def test_in_sql_is_what_the_rule_says(self):
        """Every task with every status, a day before and after each limit and without a date; and no schedule."""
        limit = due_from(TODAY)
        days = [None, *(on + dt.timedelta(days=by) for on in (TODAY, limit) for by in (-1, 0, 1))]
        expected = {LearnerFactory().id: plan_status(task=None, status=None, deadline_on=None, today=TODAY)}
        for task, status, on in itertools.product(ScheduleTask, SupportScheduleStatus, days):
            learner = a_schedule(task, status, on)
            expected[learner.id] = plan_status(task=task, status=status, deadline_on=on, today=TODAY)
        found = selectors.with_plan_status(Learner.objects.all(), TODAY)
        assert dict(found.values_list("id", "support_status")) == expected
        assert set(expected.values()) == set(type(next(iter(expected.values()))))


class TestList:
    def test_begins_with_what_is_late_and_ends_with_what_has_no_date(self):
        a_schedule("PLAN", "SCHEDULED", None, family_name="None")
        a_schedule("REVIEW", "SCHEDULED", dt.date(2027, 1, 1), family_name="Later")
        a_schedule("PLAN", "SCHEDULED", dt.date(2026, 11, 2), family_name="Late")
        a_schedule("REVIEW", "EXEMPT_NO_NEED", dt.date(2026, 11, 1), family_name="Held")
        assert names(listed()) == ["Late", "Later", "Held", "None"]
        assert names(listed(sort="-deadline")) == ["Later", "Late", "Held", "None"]
        assert names(listed(sort="name")) == ["Held", "Late", "Later", "None"]
        assert names(listed(sort="-name")) == ["None", "Later", "Late", "Held"]
        assert (listed().late, listed().due, listed().total) == (1, 0, 4)

    @pytest.mark.parametrize("sort", ["deadline", "-deadline", "name", "-name"])
    def test_pages_through_everybody_once(self, sort, monkeypatch):
        from plans.needs.selectors import people

        monkeypatch.setattr(people, "PAGE_SIZE", 3)
        days = [None, dt.date(2026, 11, 2), dt.date(2026, 12, 1)]
        everybody = {a_schedule("PLAN", "SCHEDULED", days[n % 3], family_name=f"P{n % 4}").id for n in range(11)}
        seen, after = [], ""
        while True:
            page = listed(sort=sort, after=after)
            seen += [row.learner.id for row in page.rows]
            after = page.next_after
            if not after:
                break
        assert len(seen) == 11 and set(seen) == everybody
        assert seen == [row.learner.id for row in self.whole(sort, monkeypatch).rows]

    def whole(self, sort: str, monkeypatch: pytest.MonkeyPatch) -> selectors.SupportPage:
        from plans.needs.selectors import people

        monkeypatch.setattr(people, "PAGE_SIZE", 50)
        return listed(sort=sort)

    def test_shows_whom_something_is_known_of_until_asked_for_all(self):
        LearnerFactory(family_name="Nothing")
        needs.a_challenge(LearnerFactory(family_name="Need"))
        needs.a_screener(LearnerFactory(family_name="Screened"))
        assert names(listed(sort="name")) == ["Need", "Screened"]
        assert names(listed(show="need")) == ["Need"]
        assert names(listed(show="all", sort="name")) == ["Need", "Nothing", "Screened"]
        assert names(listed(show="all", search="noth")) == ["Nothing"]

    def test_filters_by_status_and_takes_no_nonsense(self):
        a_schedule("PLAN", "SCHEDULED", None, family_name="Needs")
        a_schedule("PLAN", "SCHEDULED", dt.date(2026, 11, 2), family_name="Late")
        assert names(listed(status="NEEDS_PLAN")) == ["Needs"]
        odd = listed(status="x", show="y", sort="z", after="not-a-key")
        assert (odd.status, odd.show, odd.sort, len(odd.rows)) == ("", "known", "deadline", 2)
        assert len(listed(after=str(uuid.uuid4())).rows) == 2

    def test_is_of_the_own_prison_and_says_where_in_education(self):
        here = LearnerFactory(family_name="Ours")
        needs.a_challenge(here)
        needs.a_challenge(LearnerFactory(family_name="Theirs", current_establishment_id="HLI"), needs.nsm("HLI"))
        actions.on_course_start(learner_id=here.id, started_on=TODAY, pes_funded=True, by=actors.system(), at=AT)
        (row,) = listed().rows
        assert (row.learner.id, row.has_need, row.in_education) == (here.id, True, True)
        assert (row.words, row.tag) == ("Needs a support plan", "todo")

    @pytest.mark.parametrize(("role", "may"), [
        ("NSM", True), ("EDU_MGR", True), ("TUTOR", False), ("CIAG", False), ("KEYW", False), ("GOVERNOR", False),
    ])  # fmt: skip
    def test_is_for_those_who_keep_plans_or_answer_for_education(self, role, may):
        assert selectors.may_see_deadlines(posted(role)) == may


class TestAdjustments:
    def test_are_the_plans_and_the_strategies_in_two_questions(self):
        people = [LearnerFactory() for _ in range(4)]
        needs.a_plan(people[0])
        needs.a_strategy(people[0], detail="Extra time")
        needs.a_strategy(people[1], detail="Large print.\nOn yellow paper.")
        actions.say_what_helps(by=as_learner(people[2]), learner_id=people[2].id, text="Quiet", at=AT)
        with CaptureQueriesContext(connection) as asked:
            found = selectors.adjustments_of([one.id for one in people])
        assert len(asked) == 2
        assert found == {
            people[0].id: ["Extra time", "Short tasks"], people[1].id: ["Large print. On yellow paper"],
            people[2].id: ["Quiet"],
        }  # fmt: skip

    def test_are_short_and_of_what_is_in_use(self):
        learner, by = LearnerFactory(), needs.nsm()
        old = needs.a_strategy(learner, detail="Old")
        actions.archive(by=by, kind=selectors.items.ItemKind.STRATEGY, item_id=old.id, reason="Over", at=AT)
        needs.a_strategy(learner, detail="word " * 400)
        (text,) = selectors.adjustments_of([learner.id])[learner.id]
        assert len(text) <= 80 and text.endswith("word…")

    def test_never_name_a_condition_a_challenge_or_what_the_person_needs(self):
        learner = LearnerFactory()
        needs.a_condition(learner, details="Since school")
        needs.a_challenge(learner)
        needs.a_screener(learner)
        assert selectors.adjustments_of([learner.id]) == {}
        assert selectors.has_need_of([learner.id, uuid.uuid4()]) == {learner.id: True}

    def test_stand_on_the_class_list(self):
        learner = LearnerFactory()
        needs.a_strategy(learner, detail="Extra time")
        assert "Extra time" in notes.notes_of([learner.id])[learner.id]


class TestSupport:
    def test_says_why_there_is_a_need_to_those_who_may_know(self):
        learner = LearnerFactory()
        needs.a_condition(learner)
        needs.an_aln_result(learner)
        told = selectors.support_of(learner.id, today=TODAY, with_conditions=False)
        assert told.conditions is None and told.sources == ["An assessment of additional needs"] and told.has_need
        known = selectors.support_of(learner.id, today=TODAY, with_conditions=True)
        assert len(known.conditions or []) == 1 and len(known.sources) == 2

    def test_shows_no_tombstone_and_folds_what_is_not_in_use(self):
        learner, by = LearnerFactory(), needs.nsm()
        kind = selectors.items.ItemKind.CHALLENGE
        gone, past, kept = (needs.a_challenge(learner) for _ in range(3))
        actions.delete(by=by, kind=kind, item_id=gone.id, reason="ENTERED_IN_ERROR", at=AT)
        actions.archive(by=by, kind=kind, item_id=past.id, reason="Over", at=AT)
        found = selectors.support_of(learner.id, today=TODAY, with_conditions=True)
        assert [one.id for group in found.challenges for one in group.items] == [kept.id]
        assert [item.id for _, item in found.past] == [past.id]

    def test_of_the_person_themselves_names_groups_and_no_diagnosis(self):
        learner = LearnerFactory()
        needs.a_condition(learner, code="FASD")
        needs.a_condition(learner, code="ABI", source="CONFIRMED_DIAGNOSIS")
        needs.a_strength(learner)
        needs.a_plan(learner)
        mine = actions.say_what_helps(by=as_learner(learner), learner_id=learner.id, text="Quiet", at=AT)
        found = selectors.own_support(learner.id)
        assert (found.told, found.good_at) == (["Neurological"], ["PHYSICAL_SKILLS"])
        assert found.helps == ["Extra time", "Short tasks"] and found.said == [mine]

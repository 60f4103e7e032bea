"""What a support plan and its review must hold."""

import datetime as dt
from decimal import Decimal

import pytest

from campus.core.errors import Refused
from plans.needs.rules import support_plans as rules
from plans.needs.rules.support_plans import Consulted, PlanContent

TODAY = dt.date(2026, 11, 30)


def content(**changed) -> PlanContent:
    return PlanContent(**{"person_says": "More time", **changed})


class TestContent:
    def test_needs_what_the_person_says_and_nothing_else(self):
        rules.check_content(content())
        with pytest.raises(Refused):
            rules.check_content(content(person_says="  "))

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"lnsp_support": "Sits with me"}, "lnsp_hours"),
            ({"lnsp_hours": Decimal(2)}, "lnsp_support"),
            ({"lnsp_support": "Sits with me", "lnsp_hours": Decimal(0)}, "lnsp_hours"),
            ({"lnsp_support": "Sits with me", "lnsp_hours": Decimal("40.5")}, "lnsp_hours"),
            ({"adjustments": "a" * 4097}, "adjustments"),
            ({"consulted": (Consulted("", "key worker"),)}, "consulted"),
            ({"consulted": (Consulted("Ann", "tutor"),) * 11}, "consulted"),
            ({"written_with_name": "Ann Lee"}, "written_with_role"),
        ],
    )
    def test_is_refused_beside_the_part_that_is_wrong(self, changed, field):
        with pytest.raises(Refused) as refused:
            rules.check_content(content(**changed))
        assert refused.value.field == field

    @pytest.mark.parametrize("hours", ["0.5", "40"])
    def test_takes_hours_of_a_working_week(self, hours):
        rules.check_content(content(lnsp_support="Sits with me", lnsp_hours=Decimal(hours)))

    def test_differs_where_a_part_does(self):
        assert not rules.differences(content(), content())
        assert rules.differences(content(), content(adjustments="Quiet")) == {"adjustments": ("", "Quiet")}


class TestReviewDate:
    @pytest.mark.parametrize("on", [dt.date(2026, 12, 1), dt.date(2027, 2, 28)])
    def test_is_after_today_and_within_three_calendar_months(self, on):
        rules.check_review_on(on, TODAY)

    @pytest.mark.parametrize("on", [TODAY, dt.date(2026, 11, 1), dt.date(2027, 3, 1)])
    def test_is_refused_otherwise(self, on):
        with pytest.raises(Refused):
            rules.check_review_on(on, TODAY)


class TestMay:
    def test_be_planned_once_and_for_a_need(self):
        rules.check_may_plan(has_plan=False, has_need=True)
        for has_plan, has_need in ((True, True), (False, False)):
            with pytest.raises(Refused):
                rules.check_may_plan(has_plan=has_plan, has_need=has_need)

    def test_be_reviewed_when_there_is_a_plan(self):
        rules.check_may_review(has_plan=True)
        with pytest.raises(Refused):
            rules.check_may_review(has_plan=False)


class TestReview:
    def check(self, **changed):
        rules.check_review(**{
            "persons_view": "Good", "declined": False, "reviewers_view": "Good", "on": TODAY, "today": TODAY, **changed,
        })  # fmt: skip

    def test_has_the_persons_view_or_that_they_declined(self):
        self.check()
        self.check(persons_view="", declined=True)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"persons_view": ""}, "persons_view"), ({"declined": True}, "persons_view"),
            ({"reviewers_view": " "}, "reviewers_view"), ({"on": TODAY + dt.timedelta(days=1)}, "on"),
        ],
    )  # fmt: skip
    def test_is_refused(self, changed, field):
        with pytest.raises(Refused) as refused:
            self.check(**changed)
        assert refused.value.field == field

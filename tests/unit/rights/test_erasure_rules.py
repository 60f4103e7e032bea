"""When a record may be erased, and what an approved order comes to; for how long things are kept."""

import datetime as dt
import re
from pathlib import Path

import pytest

from campus.core.errors import Refused
from learners.rules import ErasureReason, ErasureState
from transfers.rights.rules import erasure as rules
from transfers.rights.rules import retention
from transfers.rights.rules.erasure import Verdict

KNOWN = {"goal", "cv", "identity"}
FREE = {"whole": True, "in_prison": False, "held": False, "open_order": False, "erased": False, "joined": False}


def order(**said: object) -> None:
    good = {"reason": ErasureReason.RECORDED_IN_ERROR, "words": "Case 12", "kinds": ["goal"], "known": KNOWN}
    rules.check_order(**{**good, **said})


class TestAnOrder:
    def test_names_everything_for_any_reason_and_a_part_for_two(self):
        for reason in ErasureReason:
            order(reason=reason, kinds=[])
        order(reason=ErasureReason.RETENTION_ENDED)
        for reason in (ErasureReason.RIGHT_TO_ERASURE, ErasureReason.COURT_ORDER):
            with pytest.raises(Refused, match="everything goes"):
                order(reason=reason)

    @pytest.mark.parametrize(("said", "why"), [
        ({"reason": "BECAUSE"}, "reason"), ({"words": " "}, "Write why"), ({"kinds": ["nothing"]}, "Choose"),
        ({"kinds": ["identity"]}, "Choose"),
    ])  # fmt: skip
    def test_is_refused_otherwise(self, said, why):
        with pytest.raises(Refused, match=why):
            order(**said)

    @pytest.mark.parametrize(("said", "why"), [
        ({"in_prison": True}, "in prison now"), ({"held": True}, "legal hold"), ({"open_order": True}, "asked for"),
        ({"erased": True}, "erased already"), ({"joined": True}, "joined"),
    ])  # fmt: skip
    def test_is_not_asked_for_while_something_stands_against_it(self, said, why):
        rules.check_may_ask(**FREE)
        with pytest.raises(Refused, match=why):
            rules.check_may_ask(**{**FREE, **said})

    def test_of_a_part_is_asked_for_in_prison_too(self):
        rules.check_may_ask(**{**FREE, "in_prison": True, "whole": False})

    @pytest.mark.parametrize(("said", "why"), [
        ({"state": ErasureState.APPROVED}, "decided already"), ({"is_asker": True}, "Somebody else"),
        ({"held": True}, "legal hold"), ({"words": ""}, "Write why"),
    ])  # fmt: skip
    def test_is_decided_once_by_another_while_no_hold_stands(self, said, why):
        good = {"state": ErasureState.ASKED, "is_asker": False, "agree": True, "held": False, "words": "Yes"}
        rules.check_may_decide(**good)
        with pytest.raises(Refused, match=why):
            rules.check_may_decide(**{**good, **said})

    def test_on_hold_may_be_refused(self):
        rules.check_may_decide(state=ErasureState.ASKED, is_asker=False, agree=False, held=True, words="No")

    @pytest.mark.parametrize(("said", "verdict"), [
        ({}, Verdict.RUN), ({"held": True}, Verdict.WAIT), ({"in_prison": True}, Verdict.LAPSE),
        ({"joined": True, "held": True}, Verdict.LAPSE), ({"in_prison": True, "whole": False}, Verdict.RUN),
    ])  # fmt: skip
    def test_approved_runs_waits_or_lapses(self, said, verdict):
        found, why = rules.what_to_do(**{"whole": True, "held": False, "in_prison": False, "joined": False, **said})
        assert found == verdict
        assert bool(why) == (verdict != Verdict.RUN)


class TestAHold:
    TODAY = dt.date(2026, 11, 20)

    @pytest.mark.parametrize(("said", "why"), [
        ({"reason": ""}, "which case"), ({"starts_on": dt.date(2026, 11, 21)}, "starts today"),
        ({"ends_on": dt.date(2026, 11, 19)}, "last day"), ({"is_held": True}, "already"),
    ])  # fmt: skip
    def test_says_why_and_from_when(self, said, why):
        good = {"reason": "Claim 7", "starts_on": self.TODAY, "ends_on": None, "today": self.TODAY, "is_held": False}
        rules.check_hold(**good)
        with pytest.raises(Refused, match=why):
            rules.check_hold(**{**good, **said})

    def test_ends_once_with_a_reason(self):
        rules.check_may_end_hold(ended=False, words="The claim is over")
        with pytest.raises(Refused, match="ended already"):
            rules.check_may_end_hold(ended=True, words="x")
        with pytest.raises(Refused, match="Write why"):
            rules.check_may_end_hold(ended=False, words=" ")


class TestTheTableOfRetention:
    def test_has_each_line_once_and_each_says_where_it_is_from(self):
        codes = [period.code for period in retention.PERIODS]
        assert sorted(codes) == sorted(retention.PeriodCode)
        assert all(period.source for period in retention.PERIODS)

    def test_is_all_to_be_confirmed(self):
        """Each line of 2.6 is marked as a proposal. Whoever confirms one takes its mark off, in the data."""
        assert all(period.to_confirm for period in retention.PERIODS)

    @pytest.mark.parametrize(("months", "days", "before"), [
        (24, 0, dt.date(2024, 11, 20)), (0, 90, dt.date(2026, 8, 22)), (72, 0, dt.date(2020, 11, 20)),
    ])  # fmt: skip
    def test_counts_back_from_today(self, months, days, before):
        assert retention.ended_before(dt.date(2026, 11, 20), months=months, days=days) == before

    @pytest.mark.parametrize(("months", "days", "words"), [
        (24, 0, "2 years"), (12, 0, "1 year"), (18, 0, "18 months"), (0, 90, "90 days"),
    ])  # fmt: skip
    def test_says_its_lengths_in_words(self, months, days, words):
        assert retention.length_in_words(months=months, days=days) == words

    def test_is_in_the_assessment_of_data_protection(self):
        paper = (Path(__file__).parents[3] / "docs" / "dpia.md").read_text()
        said = [
            f"| {one.title} | {retention.length_in_words(months=one.months, days=one.days)} |"
            for one in retention.PERIODS
        ]  # fmt: skip
        assert [line for line in said if line not in paper] == []


class TestTheAssessment:
    def test_is_signed_by_nobody_until_somebody_signs(self):
        """The windows that wait for it are off: a change here goes with a change of the settings' defaults."""
        paper = (Path(__file__).parents[3] / "docs" / "dpia.md").read_text()
        box = [line for line in paper.split("## 10. Signatures")[1].splitlines() if line.startswith("| ")][2:]
        assert box
        assert all(line.endswith("| | | |") for line in box)

    def test_links_to_what_there_is(self):
        docs = Path(__file__).parents[3] / "docs"
        links = re.findall(r"\]\(([^)#]+)\)", (docs / "dpia.md").read_text())
        assert [link for link in links if not (docs / link).exists()] == []

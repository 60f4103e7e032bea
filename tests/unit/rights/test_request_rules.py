"""By when the person is answered, what an answer must say, and that a name is put right by two people."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import About, CorrectionState, RequestState


class TestTheDay:
    @pytest.mark.parametrize(("asked", "longer", "by"), [
        (dt.date(2026, 11, 20), False, dt.date(2026, 12, 20)),
        (dt.date(2027, 1, 31), False, dt.date(2027, 2, 28)),
        (dt.date(2026, 11, 20), True, dt.date(2027, 2, 20)),
    ])  # fmt: skip
    def test_is_a_month_on_or_three(self, asked, longer, by):
        assert rules.answer_by(asked, longer=longer) == by

    def test_is_over_the_day_after(self):
        by = dt.date(2026, 12, 20)
        assert not rules.is_late(by, by)
        assert rules.is_late(by, by + dt.timedelta(days=1))

    @pytest.mark.parametrize(("longer", "today", "why"), [
        (False, dt.date(2026, 12, 20), ""),
        (False, dt.date(2026, 12, 21), "The month to answer is over."),
        (True, dt.date(2026, 12, 1), "The time to answer was made longer already."),
    ])  # fmt: skip
    def test_is_put_off_once_and_within_the_month(self, longer, today, why):
        asked = dt.date(2026, 11, 20)
        said = rules.why_not_longer(state=RequestState.WAITING, longer=longer, asked_on=asked, today=today)
        assert said.startswith(why)
        assert bool(said) == bool(why)


class TestARequest:
    @pytest.mark.parametrize(("wrong", "should_be", "field"), [(" ", "x", "wrong"), ("x", "", "should_be")])
    def test_says_both(self, wrong, should_be, field):
        with pytest.raises(Refused) as refused:
            rules.check_request(wrong=wrong, should_be=should_be)
        assert refused.value.field == field

    def test_waits_with_four_others_at_most(self):
        assert rules.may_ask(waiting=4)
        assert not rules.may_ask(waiting=5)

    @pytest.mark.parametrize("state", [s for s in RequestState if s != RequestState.WAITING])
    def test_is_taken_back_and_answered_while_it_waits_only(self, state):
        with pytest.raises(Refused):
            rules.check_may_take_back(state=state)
        with pytest.raises(Refused):
            rules.check_may_decide(state=state, with_steward=False)

    def test_is_not_answered_while_a_steward_has_it(self):
        with pytest.raises(Refused, match="steward"):
            rules.check_may_decide(state=RequestState.WAITING, with_steward=True)


class TestAnAnswer:
    def test_has_words(self):
        with pytest.raises(Refused, match="Write an answer"):
            rules.check_decision(about=About.PLAN, state=RequestState.PUT_RIGHT, answer=" ")

    @pytest.mark.parametrize("state", [RequestState.WAITING, RequestState.TAKEN_BACK, "SOMETHING"])
    def test_is_one_of_four(self, state):
        with pytest.raises(Refused, match="Choose"):
            rules.check_decision(about=About.PLAN, state=state, answer="Done")

    @pytest.mark.parametrize("state", [RequestState.PUT_RIGHT, RequestState.PARTLY])
    def test_alone_puts_no_name_right(self, state):
        with pytest.raises(Refused, match="steward"):
            rules.check_decision(about=About.IDENTITY, state=state, answer="Done")
        rules.check_decision(about=About.IDENTITY, state=RequestState.NOT_CHANGED, answer="No")

    def test_tells_of_the_right_to_complain_unless_all_is_put_right(self):
        assert set(rules.ANSWERS) - {RequestState.PUT_RIGHT} == rules.MAY_COMPLAIN


BEFORE = {"given_name": "Dan", "family_name": "Osei", "date_of_birth": dt.date(1990, 1, 1)}


def check(after: dict, *, evidence: str = "A birth certificate", asked_already: bool = False) -> None:
    rules.check_identity(
        before=BEFORE, after={**BEFORE, **after}, evidence=evidence, asked_already=asked_already,
        today=dt.date(2026, 11, 20),
    )  # fmt: skip


class TestAName:
    def test_may_be_put_right_with_evidence(self):
        check({"family_name": "Osei-Smith"})
        check({"date_of_birth": None})

    @pytest.mark.parametrize(("after", "said"), [
        ({}, "Nothing is different"), ({"family_name": " "}, "family name"),
        ({"date_of_birth": dt.date(2026, 11, 20)}, "past"),
    ])  # fmt: skip
    def test_is_refused_otherwise(self, after, said):
        with pytest.raises(Refused, match=said):
            check(after)

    def test_needs_evidence_and_one_asker_at_a_time(self):
        with pytest.raises(Refused, match="what shows"):
            check({"family_name": "X"}, evidence="")
        with pytest.raises(Refused, match="already"):
            check({"family_name": "X"}, asked_already=True)

    @pytest.mark.parametrize(("given", "said"), [
        ({"state": CorrectionState.DONE}, "decided already"), ({"is_asker": True}, "Somebody else"),
        ({"unchanged": False}, "changed since"), ({"words": ""}, "looked at"),
    ])  # fmt: skip
    def test_is_decided_once_by_another_about_what_was_asked(self, given, said):
        good = {
            "state": CorrectionState.ASKED, "is_asker": False, "unchanged": True, "agree": True, "words": "Seen",
        }  # fmt: skip
        rules.check_may_decide_identity(**good)
        with pytest.raises(Refused, match=said):
            rules.check_may_decide_identity(**{**good, **given})

"""What may be written down, put aside and deleted."""

import datetime as dt
from contextlib import contextmanager

import pytest

from campus.core.errors import Refused
from plans.needs.rules import codes
from plans.needs.rules import recording as rules

TODAY = dt.date(2026, 11, 20)


@contextmanager
def refuses(field: str | None, words: str = ""):
    """The rule says no, beside this field."""
    with pytest.raises(Refused) as refused:
        yield
    assert refused.value.field == field and words in refused.value.sentence


class TestCondition:
    @pytest.mark.parametrize("code", sorted(codes.CONDITIONS))
    @pytest.mark.parametrize("source", list(codes.ConditionSource))
    def test_may_be_any_of_the_list_with_a_name(self, code, source):
        rules.check_condition(code=code, source=source, name="What the letter says")

    @pytest.mark.parametrize("code", sorted(codes.NAMED_CONDITIONS))
    def test_that_is_an_other_needs_its_name(self, code):
        with refuses("name"):
            rules.check_condition(code=code, source="SELF_DECLARED", name="  ")

    def test_is_refused_when_unknown_or_of_no_source(self):
        with refuses("code"):
            rules.check_condition(code="FLU", source="SELF_DECLARED", name="")
        with refuses("source"):
            rules.check_condition(code="ASC", source="HEARSAY", name="")


class TestSkillByHand:
    @pytest.mark.parametrize("code", sorted(codes.WHOLE_CODES - {"GENERAL_DEFAULT"}))
    def test_names_a_whole_category(self, code):
        rules.check_skill_by_hand(code=code, is_strength=False)
        rules.check_skill_by_hand(code=code, is_strength=True)

    @pytest.mark.parametrize("code", sorted(codes.SCREENER_CODES - {"PROCESSING_SPEED"}))
    def test_leaves_the_parts_to_a_screener(self, code):
        for is_strength in (False, True):
            with refuses("code"):
                rules.check_skill_by_hand(code=code, is_strength=is_strength)

    def test_that_is_general_is_never_a_challenge(self):
        rules.check_skill_by_hand(code="GENERAL_DEFAULT", is_strength=True)
        with refuses("code"):
            rules.check_skill_by_hand(code="GENERAL_DEFAULT", is_strength=False)


class TestHow:
    @pytest.mark.parametrize("how", codes.HOW_OFFERED)
    def test_may_be_each_that_is_offered(self, how):
        rules.check_how(how=[how], other="A letter")

    @pytest.mark.parametrize("how", sorted(codes.HOW_RETIRED))
    def test_that_is_retired_stays_on_a_row_that_has_it_and_nowhere_else(self, how):
        rules.check_how(how=[how], other="", kept=[how])
        with refuses("how"):
            rules.check_how(how=[how], other="")

    def test_is_said_and_another_way_is_named(self):
        with refuses("how"):
            rules.check_how(how=[], other="")
        with refuses("how_other"):
            rules.check_how(how=["OTHER"], other=" ")


class TestTexts:
    def test_may_have_4096_letters_and_no_more(self):
        rules.check_strategy(category="GENERAL", detail="a" * 4096)
        with refuses("detail", "4096"):
            rules.check_strategy(category="GENERAL", detail="a" * 4097)

    def test_of_a_strategy_say_something_of_a_known_category(self):
        with refuses("detail"):
            rules.check_strategy(category="MEMORY", detail=" \n ")
        with refuses("category"):
            rules.check_strategy(category="READING", detail="Large print")


class TestOwnWords:
    def test_are_taken_without_their_ends(self):
        assert rules.check_own_words(text="  Big print \n", told=0) == "Big print"

    def test_are_at_most_twenty(self):
        rules.check_own_words(text="More time", told=19)
        with refuses("text", "Take one away"):
            rules.check_own_words(text="More time", told=20)

    def test_are_neither_empty_nor_endless(self):
        for text in ("  ", "a" * 4097):
            with refuses("text"):
                rules.check_own_words(text=text, told=0)

    def test_are_taken_back_once_and_only_by_whom_they_are(self):
        rules.check_may_take_back(told_by_person=True, in_use=True)
        with refuses(None, "Staff wrote"):
            rules.check_may_take_back(told_by_person=False, in_use=True)
        with refuses(None, "already"):
            rules.check_may_take_back(told_by_person=True, in_use=False)


class TestScreener:
    def check(self, **changed):
        wanted = {
            "on": TODAY, "today": TODAY, "challenges": ["READING"], "strengths": [], "current_on": None, **changed,
        }  # fmt: skip
        rules.check_screener(**wanted)

    def test_may_be_of_today_and_of_the_day_of_the_current_one(self):
        self.check()
        self.check(current_on=TODAY)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"on": TODAY + dt.timedelta(days=1)}, "on"),
            ({"on": TODAY - dt.timedelta(days=1), "current_on": TODAY}, "on"),
            ({"challenges": []}, "challenges"),
            ({"challenges": ["LITERACY_SKILLS_DEFAULT"]}, "challenges"),
            ({"strengths": ["GENERAL_DEFAULT"]}, "strengths"),
            ({"strengths": ["READING"]}, "strengths"),
        ],
    )
    def test_is_refused(self, changed, field):
        with refuses(field):
            self.check(**changed)


class TestHistory:
    def test_takes_what_is_in_use_and_was_written_by_hand(self):
        assert rules.may_archive(archived=False, from_screener=False)
        assert not rules.may_archive(archived=True, from_screener=False)
        assert not rules.may_archive(archived=False, from_screener=True)

    def test_needs_a_reason_of_at_most_200_letters(self):
        assert rules.check_archive_reason(" Over now ") == "Over now"
        for reason in ("", "a" * 201):
            with refuses("reason"):
                rules.check_archive_reason(reason)

    def test_gives_back_what_was_written_by_hand(self):
        rules.check_may_restore(archived=True, from_screener=False)
        for archived, from_screener in ((False, False), (True, True)):
            with refuses(None):
                rules.check_may_restore(archived=archived, from_screener=from_screener)

    def test_is_read_and_not_rewritten(self):
        rules.check_may_change(archived=False, from_screener=False)
        for archived, from_screener in ((True, False), (False, True)):
            with refuses(None):
                rules.check_may_change(archived=archived, from_screener=from_screener)


class TestDeletion:
    def test_has_one_of_two_reasons(self):
        assert {r.value for r in codes.DeletionReason} == {"DATA_PROCESSING_OBJECTION", "ENTERED_IN_ERROR"}
        for reason in codes.DeletionReason:
            assert rules.check_deletion_reason(reason) == reason
        with refuses("reason"):
            rules.check_deletion_reason("BORED")

    def test_takes_a_screener_whole(self):
        rules.check_may_delete(from_screener=False)
        with refuses(None):
            rules.check_may_delete(from_screener=True)


class TestDecline:
    def test_has_one_of_three_reasons_and_what_was_said(self):
        assert {r.value for r in codes.DeclineReason} == {
            "EXEMPT_REFUSED_TO_ENGAGE", "EXEMPT_NOT_REQUIRED", "EXEMPT_INACCURATE_IDENTIFICATION",
        }  # fmt: skip
        rules.check_decline(reason="EXEMPT_NOT_REQUIRED", detail="Said no")
        with refuses("reason"):
            rules.check_decline(reason="EXEMPT_NO_NEED", detail="Said no")
        with refuses("detail"):
            rules.check_decline(reason="EXEMPT_NOT_REQUIRED", detail="")

    def test_is_made_once_and_before_there_is_a_plan(self):
        rules.check_may_decline(has_plan=False, declined=False)
        for has_plan, declined in ((True, False), (False, True)):
            with refuses(None):
                rules.check_may_decline(has_plan=has_plan, declined=declined)

    def test_is_taken_off_where_there_is_one(self):
        rules.check_may_ask_again(declined=True)
        with refuses(None):
            rules.check_may_ask_again(declined=False)

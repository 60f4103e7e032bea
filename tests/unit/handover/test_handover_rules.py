"""The rules of hand-over, without a database."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from transfers.handover import rules
from transfers.handover.rules import Facts, Need, PlaceDecision

FRIDAY = dt.date(2026, 11, 20)
MONDAY = dt.date(2026, 11, 23)


def day(n: int) -> dt.date:
    return dt.date(2026, 11, n)


class TestDates:
    def test_count_working_days_only(self):
        assert rules.accept_by(FRIDAY) == day(25)
        assert rules.edit_until(FRIDAY) == day(27)

    def test_leave_out_bank_holidays(self):
        assert rules.accept_by(dt.date(2026, 12, 24)) == dt.date(2026, 12, 31)

    @pytest.mark.parametrize(("today", "need"), [(day(24), Need.LATER), (day(25), Need.TODAY), (day(26), Need.LATE)])
    def test_say_how_an_arrival_stands(self, today, need):
        assert rules.need_of("VERIFIED", FRIDAY, today) == need

    def test_hold_an_exception_however_late(self):
        assert rules.need_of("EXCEPTION", FRIDAY, day(30)) == Need.HELD

    @pytest.mark.parametrize("today", [dt.date(2026, 12, 22) + dt.timedelta(days=n) for n in range(20)])
    @pytest.mark.parametrize("days", [1, 2, 3, 5])
    def test_agree_whether_they_are_asked_of_a_day_or_of_an_arrival(self, today, days):
        """`arrived_before` is the edge of the list; `need_of` the tag of a row."""
        edge = rules.arrived_before(today, days)
        for back in range(25):
            arrived = today - dt.timedelta(days=back)
            late = rules.need_of("VERIFIED", arrived, today, days) == Need.LATE
            assert late == (arrived < edge), (today, days, arrived)

    @pytest.mark.parametrize(
        ("accepted", "taken"), [(FRIDAY, 0), (day(22), 1), (MONDAY, 1), (day(25), 3), (day(27), 5), (day(28), None)]
    )
    def test_say_within_how_many_days_somebody_was_accepted(self, accepted, taken):
        assert rules.working_days_taken(FRIDAY, accepted, most=5) == taken


class TestDraft:
    def test_is_never_empty(self):
        assert rules.draft(Facts()) == rules.NOTHING_KNOWN

    def test_names_what_the_record_says(self):
        text = rules.draft(Facts(courses=["Maths Level 1"], helps=["Short tasks", "Coloured paper"]))
        assert text == "Learning: Maths Level 1.\nWhat helps: Short tasks; Coloured paper."

    def test_fits_by_leaving_out_whole_lines(self):
        text = rules.draft(Facts(courses=["x" * 900], next_steps=["y" * 900], helps=["Short tasks"]))
        assert len(text) <= rules.NOTE_MOST and "Short tasks" in text and "y" not in text

    def test_puts_three_things_first_what_was_promised_before_all(self):
        things = rules.first_things(Facts(promised=["a place on Bricklaying"], courses=["A", "B", "C"]))
        assert things == ["Answer: a place on Bricklaying", "Go on with: A", "Go on with: B"]
        assert all(len(one) <= rules.FIRST_WORDS_MOST for one in rules.first_things(Facts(courses=["z" * 400])))


class TestNote:
    @pytest.mark.parametrize(("text", "first", "field"), [
        ("  ", [], "text"), ("x" * 1501, [], "text"), ("x", ["1", "2", "3", "4"], "first"), ("x", ["y" * 121], "first"),
    ])  # fmt: skip
    def test_is_refused_beside_its_field(self, text, first, field):
        with pytest.raises(Refused) as refused:
            rules.check_note(text, first)
        assert refused.value.field == field

    def test_may_be_1500_letters_and_three_things(self):
        rules.check_note("x" * 1500, ["y" * 120] * 3)

    def test_is_final_after_five_working_days(self):
        rules.check_may_write(state="ARRIVED", today=day(27), until=day(27))
        with pytest.raises(Refused, match="final"):
            rules.check_may_write(state="ARRIVED", today=day(28), until=day(27))


class TestAccept:
    @pytest.mark.parametrize("state", ["ARRIVED", "EXCEPTION", "ACCEPTED", "CLOSED", "CANCELLED", "SUPERSEDED"])
    def test_is_refused_in_any_state_but_verified(self, state):
        with pytest.raises(Refused):
            rules.check_may_accept(state=state)
        assert rules.why_not_accept(state=state)

    def test_is_open_once_verified(self):
        assert rules.why_not_accept(state="VERIFIED") == ""

    @pytest.mark.parametrize(("decision", "reason", "words", "field"), [
        ("", "", "", "g"), ("MAYBE", "", "", "g"), ("STOP", "", "", "g_reason"), ("STOP", "OTHER", " ", "g_words"),
    ])  # fmt: skip
    def test_asks_about_each_goal_beside_it(self, decision, reason, words, field):
        with pytest.raises(Refused, match="Get a job") as refused:
            rules.check_goal("Get a job", "g", decision, reason, words)
        assert refused.value.field == field

    def test_offers_to_resume_only_where_the_class_is_and_has_room(self):
        assert rules.offered_for_place(at_home=True, has_room=True, has_classes=False)[0] == PlaceDecision.RESUME
        assert PlaceDecision.RESUME not in rules.offered_for_place(at_home=True, has_room=False, has_classes=True)
        assert PlaceDecision.REPLACE not in rules.offered_for_place(at_home=False, has_room=False, has_classes=False)

    def test_takes_nothing_that_was_not_offered(self):
        with pytest.raises(Refused, match="Decide"):
            rules.check_place("Maths", "p", "RESUME", offered=["KEEP", "LET_GO"], has_class=False)
        with pytest.raises(Refused, match="Choose a class") as refused:
            rules.check_place("Maths", "p", "REPLACE", offered=["REPLACE"], has_class=False)
        assert refused.value.field == "p_class"


class TestLate:
    @pytest.mark.parametrize("state", [s for s in rules.LateState if s != "WAITING"])
    def test_is_decided_once(self, state):
        with pytest.raises(Refused):
            rules.check_may_decide(state=state)

    def test_takes_a_reason_to_send_back(self):
        with pytest.raises(Refused):
            rules.check_reason("  ")


class TestEmergency:
    @pytest.mark.parametrize(("reason", "words", "field"), [
        ("", "x", "reason"), ("BORED", "x", "reason"), ("SAFETY", " ", "words"), ("SAFETY", "x" * 501, "words"),
    ])  # fmt: skip
    def test_says_why(self, reason, words, field):
        with pytest.raises(Refused) as refused:
            rules.check_emergency(reason, words)
        assert refused.value.field == field

    def test_is_reviewed_once_and_by_somebody_else(self):
        with pytest.raises(Refused, match="already"):
            rules.check_review(outcome="RIGHT", words="x", is_reviewed=True, is_own=False)
        with pytest.raises(Refused, match="Somebody else"):
            rules.check_review(outcome="RIGHT", words="x", is_reviewed=False, is_own=True)


class TestAuthorWindow:
    @pytest.mark.parametrize(("setting", "days"), [(0, 0), (-1, 0), (28, 28), (90, 90), (91, 0)])
    def test_is_off_for_anything_but_1_to_90(self, setting, days):
        assert rules.author_days(setting) == days

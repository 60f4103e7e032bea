"""Rules of messaging: no database."""

import datetime as dt

import pytest

from campus.core.errors import Refused
from providers.messaging import rules
from providers.messaging.rules import MOVES, Reason, Role, State
from providers.messaging.words import REASONS, REASONS_FOR_WRITER

AT = dt.datetime(2026, 11, 20, 9, 10, tzinfo=dt.UTC)
GOOD = {"kind": "PROVIDER", "status": "ACTIVE", "assigned": True, "worker_is_posted": True, "in_custody": True}


class TestMoves:
    def test_reach_a_reader_only_by_way_of_a_decision(self) -> None:
        before = {state for state, after in MOVES.items() if State.DELIVERED in after}
        assert before == {State.APPROVED}
        assert {state for state, after in MOVES.items() if State.APPROVED in after} == {State.HELD, State.ESCALATED}

    @pytest.mark.parametrize("end", [State.REJECTED, State.EXPIRED, State.READ])
    def test_end_there(self, end: State) -> None:
        assert not MOVES[end]

    def test_cover_each_state(self) -> None:
        assert set(MOVES) == set(State)

    def test_refuse_every_other_pair(self) -> None:
        for before in State:
            for after in set(State) - MOVES[before]:
                with pytest.raises(Refused):
                    rules.check_move(before, after)


class TestTheGate:
    def test_opens_for_a_provider_with_an_assigned_worker(self) -> None:
        rules.check_contact(**GOOD)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "LEGAL_ADVISER"},
            {"kind": "EMPLOYER"},
            {"kind": "SOMETHING_NEW"},
            {"status": "SUSPENDED"},
            {"status": "CLOSED"},
            {"assigned": False},
            {"worker_is_posted": False},
            {"in_custody": False},
        ],
    )
    def test_stays_shut_when_any_part_is_wrong(self, wrong: dict) -> None:
        with pytest.raises(Refused):
            rules.check_contact(**{**GOOD, **wrong})


class TestReasons:
    def test_each_has_words_for_the_moderator_and_for_the_writer(self) -> None:
        assert set(REASONS) == set(REASONS_FOR_WRITER) == set(Reason)
        assert len(Reason) == 20

    def test_translation_holds_and_never_refuses(self) -> None:
        with pytest.raises(Refused):
            rules.check_refusal(Reason.LANGUAGE_NEEDS_TRANSLATION, "")

    def test_are_short_enough_for_the_kiosk(self) -> None:
        for words in REASONS_FOR_WRITER.values():
            for sentence in str(words).rstrip(".").split(". "):
                assert len(sentence.split()) <= 15, sentence


class TestLimits:
    def test_refuse_the_eleventh_of_a_person_and_the_twenty_first_of_a_worker(self) -> None:
        rules.check_limit(Role.LEARNER, 9)
        rules.check_limit(Role.WORKER, 19)
        for role, sent in ((Role.LEARNER, 10), (Role.WORKER, 20)):
            with pytest.raises(Refused):
                rules.check_limit(role, sent)


class TestMayModerate:
    def test_needs_the_own_prison_and_no_part_in_it(self) -> None:
        assert rules.may_moderate(takes_part=False, here=True)
        assert not rules.may_moderate(takes_part=True, here=True)
        assert not rules.may_moderate(takes_part=False, here=False)


class TestTidy:
    def test_takes_out_what_hides_a_number(self) -> None:
        assert rules.tidy("07700\u200b 900\u00ad142\r\n") == "07700 900142"


class TestNoticeDue:
    def test_is_now_for_the_first_and_half_an_hour_after_the_last(self) -> None:
        assert rules.notice_due(last_sent_at=None, at=AT) == AT
        assert rules.notice_due(last_sent_at=AT - dt.timedelta(minutes=10), at=AT) == AT + dt.timedelta(minutes=20)
        assert rules.notice_due(last_sent_at=AT - dt.timedelta(days=1), at=AT) == AT

"""Each row of the table of movements (transfers-access-security.md 1.2), and what a late or a wrong one does."""

import datetime as dt
import json

import pytest

from learners.rules import MovementKind
from learners.rules import PlacementStatus as S
from transfers import fold, rules
from transfers.fold import Fact
from transfers.rules import Stand
from transfers.timeline_changes import Do, Stored, diff, takes_back

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
SEARCH, OLD = "prisoner-offender-search.prisoner.", "prison-offender-events.prisoner."


def hour(n: int) -> dt.datetime:
    return AT + dt.timedelta(hours=n)


def said(kind: str, reason: str, prison: str, n: int, *, seq: int | None = None, vocabulary: str = SEARCH) -> Fact:
    """A fact, read from an event as it comes."""
    body = {"nomsNumber": "A1234BC", "reason": reason, "prisonId": prison, "movementSeq": seq}
    told = {"eventType": vocabulary + kind, "occurredAt": hour(n).isoformat(), "additionalInformation": body}
    movement = rules.read_movement(json.loads(json.dumps(told)), hour(99))
    assert movement is not None
    return fold.event(movement, "one")


def sure(place: str | None, status: S, n: int, *, seq: int | None = None) -> Fact:
    return fold.anchor(stream="one", at=hour(n), seq=seq, establishment=place, status=status)


def places(*facts: Fact) -> list[tuple[str | None, S]]:
    return [stay.place for stay in fold.fold(facts)]


HERE = sure("LEI", S.IN, 0)


class TestTheTable:
    @pytest.mark.parametrize("vocabulary", [SEARCH, OLD])
    @pytest.mark.parametrize(
        ("kind", "reason", "prison", "after"),
        [
            ("released", "TRANSFERRED", "TRN", ("LEI", S.IN_TRANSIT)),
            ("received", "TRANSFERRED", "HLI", ("HLI", S.IN)),
            ("released", "SENT_TO_COURT", "OUT", ("LEI", S.AT_COURT)),
            ("received", "RETURN_FROM_COURT", "HLI", ("HLI", S.IN)),
            ("released", "TEMPORARY_ABSENCE_RELEASE", "OUT", ("LEI", S.ROTL)),
            ("received", "TEMPORARY_ABSENCE_RETURN", "HLI", ("HLI", S.IN)),
            ("released", "RELEASED_TO_HOSPITAL", "OUT", ("LEI", S.RESTRICTED_PATIENT)),
            ("released", "RELEASED", "OUT", (None, S.RELEASED)),
            ("received", "NEW_ADMISSION", "HLI", ("HLI", S.IN)),
            ("received", "READMISSION", "HLI", ("HLI", S.IN)),
            ("received", "READMISSION_SWITCH_BOOKING", "HLI", ("HLI", S.IN)),
            ("received", "POST_MERGE_ADMISSION", "HLI", ("HLI", S.IN)),
        ],
    )
    def test_leads_from_leeds_to(
        self, vocabulary: str, kind: str, reason: str, prison: str, after: tuple[str | None, S]
    ) -> None:
        assert places(HERE, said(kind, reason, prison, 1, vocabulary=vocabulary)) == [("LEI", S.IN), after]

    @pytest.mark.parametrize(
        ("reason", "back"),
        [("SENT_TO_COURT", "RETURN_FROM_COURT"), ("TEMPORARY_ABSENCE_RELEASE", "TEMPORARY_ABSENCE_RETURN")],
    )
    def test_leads_out_and_back(self, reason: str, back: str) -> None:
        away = rules.STATUS_OF_RELEASE[reason]
        found = places(HERE, said("released", reason, "OUT", 1), said("received", back, "LEI", 2))
        assert found == [("LEI", S.IN), ("LEI", away), ("LEI", S.IN)]

    @pytest.mark.parametrize("reason", ["ADMISSION", "UNKNOWN"])
    def test_leaves_the_old_words_to_the_roll(self, reason: str) -> None:
        with pytest.raises(rules.Parked, match=reason):
            said("received", reason, "HLI", 1, vocabulary=OLD)

    @pytest.mark.parametrize("event_type", sorted(rules.NOT_MOVEMENTS))
    def test_leaves_the_rest_to_their_handlers(self, event_type: str) -> None:
        assert rules.read_movement({"eventType": event_type}, AT) is None


class TestOrder:
    def test_is_the_source_s_own_where_it_has_one(self) -> None:
        first, second = (
            said("received", "TRANSFERRED", "MDI", 9, seq=2),
            said("received", "TRANSFERRED", "HLI", 3, seq=3),
        )
        stays = fold.fold([second, HERE, first])
        assert [stay.place[0] for stay in stays] == ["LEI", "MDI", "HLI"]
        assert stays[-1].started_at == hour(9), "times never run back"

    def test_puts_what_has_no_number_by_its_time(self) -> None:
        court = said("released", "SENT_TO_COURT", "OUT", 5)
        found = places(
            HERE,
            said("received", "TRANSFERRED", "HLI", 3, seq=2),
            court,
            said("received", "TRANSFERRED", "MDI", 7, seq=3),
        )
        assert found == [("LEI", S.IN), ("HLI", S.IN), ("HLI", S.AT_COURT), ("MDI", S.IN)]

    def test_gives_a_sure_fact_its_own_time(self) -> None:
        late = said("received", "TRANSFERRED", "MDI", 9, seq=2)
        stays = fold.fold([HERE, late, sure("HLI", S.IN, 4, seq=3)])
        assert [(stay.place[0], stay.started_at) for stay in stays] == [("LEI", AT), ("MDI", hour(4)), ("HLI", hour(4))]

    def test_takes_hearsay_of_a_movement_for_the_movement(self) -> None:
        stays = fold.fold([HERE, said("received", "TRANSFERRED", "HLI", 5), sure("HLI", S.IN, 6, seq=2)])
        assert [(stay.place[0], stay.started_at, stay.sure) for stay in stays] == [
            ("LEI", AT, True), ("HLI", hour(6), True),
        ]  # fmt: skip

    def test_counts_each_number_by_itself(self) -> None:
        """Two numbers of one person: the second number's first movement is later than the first one's third."""
        other = fold.restream(said("received", "NEW_ADMISSION", "HLI", 8, seq=1), "two")
        assert places(HERE, said("released", "RELEASED", "OUT", 5, seq=3), other)[-1] == ("HLI", S.IN)

    def test_lets_only_the_truth_undo_a_death(self) -> None:
        died = sure(None, S.DECEASED, 2)
        assert places(HERE, died, said("received", "READMISSION", "HLI", 3))[-1] == (None, S.DECEASED)
        assert places(HERE, died, sure("HLI", S.IN, 3))[-1] == ("HLI", S.IN)


class TestIsOlder:
    def test_of_a_fact_before_the_last_stay(self) -> None:
        first, second = said("received", "TRANSFERRED", "MDI", 3), said("received", "TRANSFERRED", "HLI", 5)
        assert fold.is_older([HERE, first, second], first.key)
        assert not fold.is_older([HERE, first, second], second.key)

    def test_of_another_word_for_the_same_movement(self) -> None:
        known = sure("HLI", S.IN, 5, seq=2)
        again = said("received", "TRANSFERRED", "HLI", 6, seq=2)
        assert fold.is_older([HERE, known, again], again.key)

    def test_not_of_a_later_one_that_changes_nothing(self) -> None:
        nothing = said("received", "RETURN_FROM_COURT", "LEI", 5)
        assert not fold.is_older([HERE, nothing], nothing.key)


class TestTell:
    def test_overrules_what_was_said_of_the_time_since(self) -> None:
        wrong = said("received", "TRANSFERRED", "HLI", 5, seq=9)
        told = fold.tell([HERE, wrong], [sure("LEI", S.IN, 2, seq=3)])
        assert told.overruled == (wrong,)
        assert [stay.started_at for stay in fold.fold(told.facts)] == [hour(2)], "the same movement, at its true time"

    def test_leaves_what_was_earlier(self) -> None:
        before = said("received", "TRANSFERRED", "HLI", 1)
        told = fold.tell([HERE, before], [sure("MDI", S.IN, 5, seq=3)])
        assert [stay.place[0] for stay in fold.fold(told.facts)] == ["LEI", "HLI", "MDI"]
        assert not told.overruled


def stored(stays: tuple[fold.Interval, ...]) -> list[Stored]:
    from uuid import uuid4

    return [Stored(uuid4(), s.establishment, s.status, s.started_at, s.ended_at, s.movement_seq, s.sure) for s in stays]


class TestDiff:
    def test_of_a_usual_move_ends_one_row_and_begins_one(self) -> None:
        rows = stored(fold.fold([HERE]))
        commands = diff(rows, fold.fold([HERE, said("received", "TRANSFERRED", "HLI", 5)]))
        assert [c.do for c in commands] == [Do.CLOSE, Do.OPEN]
        assert not takes_back(commands)

    def test_of_late_news_puts_a_stay_between_two(self) -> None:
        last = said("received", "TRANSFERRED", "MDI", 5)
        rows = stored(fold.fold([HERE, last]))
        commands = diff(rows, fold.fold([HERE, said("received", "TRANSFERRED", "HLI", 3), last]))
        assert [(c.do, c.stay and c.stay.establishment) for c in commands] == [(Do.AMEND, "LEI"), (Do.OPEN, "HLI")]

    def test_of_a_movement_taken_back_opens_the_row_before_it_again(self) -> None:
        rows = stored(fold.fold([HERE, said("received", "TRANSFERRED", "HLI", 5)]))
        commands = diff(rows, fold.fold([HERE]))
        assert [(c.do, c.row) for c in commands] == [(Do.VOID, rows[1]), (Do.AMEND, rows[0])]
        assert takes_back(commands)

    def test_of_what_is_stored_is_nothing(self) -> None:
        stays = fold.fold([HERE, said("released", "SENT_TO_COURT", "OUT", 5)])
        assert diff(stored(stays), stays) == ()


class TestMovementKinds:
    def test_of_a_move_that_came_to_light_while_at_court_are_two(self) -> None:
        before, after = Stand("LEI", S.AT_COURT, AT, None), Stand("HLI", S.AT_COURT, AT, None)
        assert rules.movement_kinds(before, after, reversed_=False) == (MovementKind.TRANSFER, MovementKind.COURT)

    def test_of_a_usual_move_is_one(self) -> None:
        before, after = Stand("LEI", S.IN, AT, None), Stand("HLI", S.IN, AT, None)
        assert rules.movement_kinds(before, after, reversed_=False) == (MovementKind.TRANSFER,)


class TestExpect:
    TODAY = AT.date()

    @pytest.mark.parametrize(
        ("sender", "receiver", "days", "state", "words"),
        [
            (None, "HLI", 1, None, "not in prison"), ("LEI", "LEI", 1, None, "already"),
            ("LEI", "HLI", -1, None, "today or later"), ("LEI", "HLI", 1, "DEPARTED", "left already"),
            ("LEI", "HLI", 1, "ARRIVED", "Accept"), ("LEI", "HLI", 1, "VERIFIED", "Accept"),
            ("LEI", "HLI", 0, None, ""), ("LEI", "HLI", 1, "EXPECTED", ""), ("LEI", "HLI", 1, "ACCEPTED", ""),
        ],
    )  # fmt: skip
    def test_is_refused_with_a_reason(
        self, sender: str | None, receiver: str, days: int, state: str | None, words: str
    ) -> None:
        given = {
            "sender": sender, "receiver": receiver, "expected_on": self.TODAY + dt.timedelta(days=days),
            "today": self.TODAY, "open_state": rules.CaseState(state) if state else None,
        }  # fmt: skip
        if not words:
            rules.check_may_expect(**given)
            return
        from campus.core.errors import Refused

        with pytest.raises(Refused, match=words):
            rules.check_may_expect(**given)

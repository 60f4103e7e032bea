"""Asking the source of the roll: what it says is the truth, and its silence is no failure of the event."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from campus.accounts import actors
from campus.doubles import roll as double
from campus.doubles.roll import RollDouble
from learners.models import Identifier, Learner, Placement
from tests.factories.learners import AT, LearnerFactory, number_of
from tests.factories.transfers import case_in, event
from transfers import source
from transfers.actions import inbox, moves, pulling, reconciling
from transfers.models import MovementEvent, RollReading, TransferCase
from transfers.rules import CaseState
from transfers.source import Code, Unanswered

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 11, 21, 2, 30, tzinfo=dt.UTC)
NOON = NIGHT.replace(hour=12)


def hour(n: int) -> dt.datetime:
    return AT + dt.timedelta(hours=n)


@pytest.fixture
def roll(settings: Any) -> Iterator[RollDouble]:
    with RollDouble(page=2) as server:
        settings.CAMPUS_ROLL_URL, settings.CAMPUS_ROLL_KEY, settings.CAMPUS_ROLL_SECONDS = server.url, double.KEY, 0.5
        yield server


def told(server: RollDouble, number: str, *movements: tuple[str | None, str, int, dt.datetime]) -> None:
    for place, status, seq, at in movements:
        server.register.tell({
            "prison_number": number, "establishment": place, "status": status, "movement_seq": seq,
            "moved_at": at.isoformat(),
        })  # fmt: skip


def open_placement(learner: Learner) -> Placement:
    return Placement.objects.get(learner=learner, ended_at__isnull=True)


FIRST = ("LEI", "IN", 1, AT)
MOVED = ("HLI", "IN", 2, hour(5))


class TestPull:
    def test_makes_sure_of_what_the_event_says(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        assert inbox.ingest([event(number, "HLI", at=hour(6))])["applied"] == 1
        held = open_placement(learner)
        assert (held.establishment_id, held.started_at, held.movement_seq, held.provisional) == (
            "HLI", hour(5), 2, False,
        )  # fmt: skip
        assert MovementEvent.objects.get(prison_number=number).why == ""

    def test_brings_what_no_event_told_of(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(
            roll, number, FIRST, ("LEI", "IN_TRANSIT", 2, hour(2)), ("MDI", "IN", 3, hour(3)), ("HLI", "IN", 4, hour(5))
        )
        inbox.ingest([event(number, "HLI", at=hour(6))])
        rows = Placement.objects.filter(learner=learner, voided_at__isnull=True).order_by("started_at")
        assert [(r.establishment_id, r.status) for r in rows] == [
            ("LEI", "IN"), ("LEI", "IN_TRANSIT"), ("MDI", "IN"), ("HLI", "IN"),
        ]  # fmt: skip
        assert TransferCase.objects.get(learner=learner).to_establishment_id == "HLI"

    def test_asks_nothing_about_what_was_said_before(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        said = event(number, "HLI", at=hour(6))
        inbox.ingest([said, said])
        assert roll.register.asked() == {"people": 1}

    @pytest.mark.parametrize(
        ("fault", "code"),
        [
            ("timeout", "timeout"), (500, "server_error"), (429, "refused"), ("garbage", "unreadable"),
            ("drop", "unreachable"), ("stale", "stale"), ("slow", "timeout"),
        ],
    )  # fmt: skip
    def test_that_fails_leaves_the_event_to_be_applied(self, roll: RollDouble, fault: int | str, code: str) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        roll.register.behave(fault)
        assert inbox.ingest([event(number, "HLI", at=hour(6), seq=2)])["applied"] == 1
        assert open_placement(learner).establishment_id == "HLI" and open_placement(learner).provisional
        assert code in MovementEvent.objects.get(prison_number=number).why

    def test_makes_somebody_whom_the_campus_did_not_know(self, roll: RollDouble) -> None:
        told(roll, "A7777ZZ", MOVED)
        assert inbox.ingest([event("A7777ZZ", "HLI", reason="NEW_ADMISSION", at=hour(6))])["applied"] == 1
        assert not open_placement(Identifier.objects.get(value="A7777ZZ").learner).provisional

    def test_of_somebody_unknown_there_leaves_the_event_to_be_applied(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        assert inbox.ingest([event(number_of(learner), "HLI", at=hour(6))])["applied"] == 1
        assert open_placement(learner).provisional

    def test_is_made_again_when_somebody_moved_the_person_meanwhile(
        self, roll: RollDouble, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        real, calls = moves._version, []

        def version(person: Learner) -> str:
            calls.append(person.id)
            return real(person) if len(calls) > 2 else f"other {len(calls)}"

        monkeypatch.setattr(moves, "_version", version)
        assert inbox.ingest([event(number, "HLI", at=hour(6))])["applied"] == 1
        assert roll.register.asked()["people"] == 2
        assert not open_placement(learner).provisional

    def test_gives_up_after_five_and_applies_the_event(self, roll: RollDouble, monkeypatch: pytest.MonkeyPatch) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        turns = iter(range(99))
        monkeypatch.setattr(moves, "_version", lambda person: str(next(turns)))
        assert inbox.ingest([event(number, "HLI", at=hour(6))])["applied"] == 1
        assert roll.register.asked()["people"] == 5
        assert open_placement(learner).provisional

    def test_refuses_a_key_that_is_not_the_source_s(self, roll: RollDouble, settings: Any) -> None:
        settings.CAMPUS_ROLL_KEY = "another"
        found = source.configured()
        assert found is not None
        with pytest.raises(Unanswered) as unanswered:
            found.person("A1234BC")
        assert unanswered.value.code == Code.REFUSED

    def test_asks_nobody_without_an_address(self) -> None:
        learner = LearnerFactory()
        inbox.ingest([event(number_of(learner), "HLI", at=hour(6))])
        assert source.configured() is None
        assert pulling.heal(prison_number=number_of(learner), by=actors.system(), at=AT) == Code.NOT_SET


def reconcile(at: dt.datetime = NOON) -> reconciling.Turn:
    return reconciling.run(by=actors.system(), at=at, may_go_on=lambda: True)


class TestReconcile:
    def test_makes_sure_of_hearsay(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        roll.register.behave(500)
        inbox.ingest([event(number, "HLI", at=hour(6))])
        assert reconcile().asked == 1
        assert not open_placement(learner).provisional
        assert reconcile().asked == 0

    def test_waits_for_a_source_that_is_behind(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST)
        inbox.ingest([event(number, "HLI", at=hour(6), seq=2)])
        assert reconcile().failed == 1
        assert open_placement(learner).establishment_id == "HLI"
        MovementEvent.objects.update(received_at=AT)
        reconcile()
        assert open_placement(learner).establishment_id == "LEI"
        assert TransferCase.objects.get(learner=learner).state == "REVERSED"

    def test_takes_a_cancelled_movement_back(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        told(roll, number, FIRST, MOVED)
        inbox.ingest([event(number, "HLI", at=hour(6))])
        MovementEvent.objects.update(received_at=AT)
        roll.register.take_back(number, 2)
        pulling.heal(prison_number=number, by=actors.system(), at=NIGHT)
        learner.refresh_from_db()
        assert (learner.current_establishment_id, TransferCase.objects.get(learner=learner).state) == (
            "LEI",
            "REVERSED",
        )

    def test_asks_each_hour_about_who_is_overdue(self, roll: RollDouble) -> None:
        learner = LearnerFactory()
        case = case_in(CaseState.DEPARTED, learner)
        TransferCase.objects.filter(id=case.id).update(overdue_at=AT)
        told(roll, number_of(learner), FIRST)
        assert reconcile(NOON).asked == 1
        assert reconcile(NOON + dt.timedelta(minutes=59)).asked == 0
        assert reconcile(NOON + dt.timedelta(minutes=60)).asked == 1

    def test_stops_when_the_source_is_away(self, roll: RollDouble) -> None:
        for _ in range(5):
            learner = LearnerFactory()
            Placement.objects.filter(learner=learner).update(provisional=True)
        roll.register.behave(500, times=9)
        turn = reconcile()
        assert (turn.asked, turn.stopped) == (3, True)


class TestTheNight:
    def test_heals_who_is_on_the_roll_and_who_is_not(self, roll: RollDouble) -> None:
        right, wrong, gone = (LearnerFactory(current_establishment_id="WWI") for _ in range(3))
        Placement.objects.filter(learner=right).update(movement_seq=1)
        elsewhere = LearnerFactory()
        told(roll, number_of(right), ("WWI", "IN", 1, AT))
        told(roll, number_of(wrong), ("WWI", "IN", 4, hour(2)))
        told(roll, number_of(elsewhere), ("WWI", "IN", 4, hour(3)))
        told(roll, "A7777ZZ", ("WWI", "IN", 4, hour(3)))
        told(roll, number_of(gone), (None, "RELEASED", 9, hour(4)))
        turn = reconciling.Turn()
        reading = reconciling.read_roll(
            establishment="WWI", turn=turn, by=actors.system(), at=NIGHT, may_go_on=lambda: True
        )
        assert reading is not None and reading.finished_at is not None
        assert (reading.read, reading.changed) == (4, 4)
        for learner, place in ((right, "WWI"), (wrong, "WWI"), (elsewhere, "WWI"), (gone, None)):
            learner.refresh_from_db()
            assert learner.current_establishment_id == place
        assert Identifier.objects.get(value="A7777ZZ").learner.current_establishment_id == "WWI"

    def test_goes_on_where_it_was_broken_off(self, roll: RollDouble) -> None:
        learners = [LearnerFactory() for _ in range(5)]
        for learner in learners:
            told(roll, number_of(learner), ("WWI", "IN", 4, hour(3)))
        left = iter([True, True, True, False])
        given = {"establishment": "WWI", "by": actors.system(), "at": NIGHT}
        reconciling.read_roll(turn=reconciling.Turn(), may_go_on=lambda: next(left), **given)
        reading = RollReading.objects.get(establishment_id="WWI")
        assert reading.pages_read and reading.finished_at is None and len(reading.to_ask) == 5
        for _ in range(2):
            reconciling.read_roll(turn=reconciling.Turn(), may_go_on=lambda: True, **given)
        assert RollReading.objects.get(establishment_id="WWI").finished_at
        assert Learner.objects.filter(current_establishment_id="WWI").count() == 5
        pages = roll.register.asked()["establishments"]
        reconciling.read_roll(turn=reconciling.Turn(), may_go_on=lambda: True, **given)
        assert roll.register.asked()["establishments"] == pages

    def test_leaves_the_roll_alone_by_day(self, roll: RollDouble) -> None:
        reconcile()
        assert "establishments" not in roll.register.asked()


class TestTheDouble:
    def test_learns_of_a_move_by_put_and_forgets_it(self, roll: RollDouble) -> None:
        import requests

        said = {"establishment": "LEI", "status": "IN", "movement_seq": 1, "moved_at": AT.isoformat()}
        assert requests.put(f"{roll.url}/people/A1234BC", json=said, timeout=5).status_code == 200
        key = {"Authorization": f"Bearer {double.KEY}"}
        found = requests.get(f"{roll.url}/people/A1234BC", headers=key, timeout=5).json()
        assert found["line"] == {"prison_number": "A1234BC", **said}
        assert requests.get(f"{roll.url}/people/A1234BC", timeout=5).status_code == 401
        assert requests.delete(f"{roll.url}/people/A1234BC/movements/1", timeout=5).status_code == 200
        assert requests.get(f"{roll.url}/people/A1234BC", headers=key, timeout=5).status_code == 404

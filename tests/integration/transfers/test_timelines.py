"""The stays as they are stored: the fold of everything known, whatever the order in which it was heard."""

import datetime as dt
import itertools
import json
import random
from typing import Any

import pytest

from campus.accounts import actors
from learners.models import Identifier, KioskSession, Learner, Placement
from learners.rules import PlacementStatus
from tests.factories.learners import AT, LearnerFactory, number_of
from tests.factories.transfers import event
from transfers import fold
from transfers.actions import inbox, moves, roll, timelines
from transfers.models import MovementEvent, TransferCase

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def hour(n: int) -> dt.datetime:
    return AT + dt.timedelta(hours=n)


def stays(learner: Learner) -> list[tuple[str | None, str, dt.datetime, dt.datetime | None]]:
    rows = Placement.objects.filter(learner=learner, voided_at__isnull=True)
    found = [(r.establishment_id, r.status, r.started_at, r.ended_at) for r in rows]
    return sorted(found, key=lambda s: (s[2], s[3] or AT + 900 * DAY))


def sync(number: str, establishment: str | None, status: str, seq: int | None, at: dt.datetime) -> dict[str, int]:
    wrong: list[str] = []
    line = json.dumps({
        "prison_number": number, "establishment": establishment, "status": status, "movement_seq": seq,
        "moved_at": at.isoformat(),
    })  # fmt: skip
    counts = roll.sync([line], wrong=lambda n, why: wrong.append(why))
    assert not wrong
    return counts


LIFE = [
    ("LEI", "SENT_TO_COURT", "released"), ("LEI", "RETURN_FROM_COURT", "received"), ("OUT", "TRANSFERRED", "released"),
    ("HLI", "TRANSFERRED", "received"), ("OUT", "RELEASED", "released"), ("MDI", "READMISSION", "received"),
]  # fmt: skip


def life(number: str, *, numbered: bool, upto: int = len(LIFE)) -> list[str]:
    return [
        event(number, prison, reason=reason, kind=kind, at=hour(n + 1), seq=n + 2 if numbered else None)
        for n, (prison, reason, kind) in enumerate(LIFE[:upto])
    ]


EXPECTED = [
    ("LEI", "IN"), ("LEI", "AT_COURT"), ("LEI", "IN"), ("LEI", "IN_TRANSIT"), ("HLI", "IN"), (None, "RELEASED"),
    ("MDI", "IN"),
]  # fmt: skip


class TestAnyOrder:
    @pytest.mark.parametrize("numbered", [True, False])
    def test_ends_in_the_same_stays_for_each_order_of_four_movements(self, numbered: bool) -> None:
        for order in itertools.permutations(range(4)):
            learner = LearnerFactory()
            lines = life(number_of(learner), numbered=numbered, upto=4)
            inbox.ingest([lines[n] for n in order])
            found = stays(learner)
            assert [(place, status) for place, status, _, _ in found] == EXPECTED[:5], order
            assert [start for _, _, start, _ in found] == [hour(n) for n in range(5)], order
            learner.refresh_from_db()
            assert learner.current_establishment_id == "HLI"

    @pytest.mark.parametrize("seed", range(12))
    def test_ends_in_the_same_stays_for_a_whole_life_with_some_said_twice(self, seed: int) -> None:
        chance = random.Random(seed)
        learner = LearnerFactory()
        lines = life(number_of(learner), numbered=chance.random() < 0.5)
        said = lines + chance.choices(lines, k=4)
        chance.shuffle(said)
        inbox.ingest(said)
        assert [(place, status) for place, status, _, _ in stays(learner)] == EXPECTED
        known = timelines.known_of(learner)
        assert [stay.place for stay in fold.fold(known.facts)] == EXPECTED

    @pytest.mark.parametrize("seed", range(12))
    def test_ends_in_the_truth_whatever_was_dropped_when_the_roll_comes(self, seed: int) -> None:
        chance = random.Random(seed)
        learner = LearnerFactory()
        number = number_of(learner)
        lines = life(number, numbered=seed % 2 == 0)
        some = chance.sample(lines, chance.randint(0, len(lines)))
        inbox.ingest(some)
        sync(number, "MDI", "IN", 7, hour(6))
        held = Placement.objects.get(learner=learner, ended_at__isnull=True)
        assert (held.establishment_id, held.status, held.movement_seq, held.started_at) == ("MDI", "IN", 7, hour(6))
        assert not held.provisional
        learner.refresh_from_db()
        assert learner.current_establishment_id == "MDI"
        inbox.ingest(chance.sample(lines, len(lines)))
        assert Placement.objects.get(learner=learner, ended_at__isnull=True).id == held.id


class TestLateNews:
    def test_puts_the_past_right_and_moves_nobody(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([event(number, "MDI", at=hour(5), seq=5)])
        cases = TransferCase.objects.filter(learner=learner).count()
        epoch = Learner.objects.get(id=learner.id).placement_epoch
        assert inbox.ingest([event(number, "HLI", at=hour(3), seq=4)])["superseded"] == 1
        assert [place for place, _, _, _ in stays(learner)] == ["LEI", "HLI", "MDI"]
        assert TransferCase.objects.filter(learner=learner).count() == cases
        assert Learner.objects.get(id=learner.id).placement_epoch == epoch

    def test_moves_somebody_whose_prison_follows_from_it(self) -> None:
        """At court from Leeds; but they had been received at Hull before they went."""
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([event(number, "OUT", reason="SENT_TO_COURT", kind="released", at=hour(5))])
        assert inbox.ingest([event(number, "HLI", at=hour(3))])["applied"] == 1
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"
        assert TransferCase.objects.get(learner=learner).to_establishment_id == "HLI"
        assert [(p, s) for p, s, _, _ in stays(learner)] == [("LEI", "IN"), ("HLI", "IN"), ("HLI", "AT_COURT")]

    def test_of_court_and_back_leaves_the_person_here_when_it_comes_in_the_wrong_order(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        back = event(number, "LEI", reason="RETURN_FROM_COURT", at=hour(6))
        went = event(number, "OUT", reason="SENT_TO_COURT", kind="released", at=hour(5))
        assert inbox.ingest([back, went]) == {
            "read": 2, "applied": 0, "duplicate": 0, "superseded": 1, "ignored": 1, "parked": 0, "failed": 0,
        }  # fmt: skip
        assert Placement.objects.get(learner=learner, ended_at__isnull=True).status == "IN"


class TestTheRoll:
    def test_overrules_an_event_for_good(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        wrong = event(number, "HLI", at=hour(5), seq=9)
        inbox.ingest([wrong])
        sync(number, "LEI", "IN", 3, hour(2))
        assert MovementEvent.objects.get(prison_number=number).overruled_at
        assert inbox.ingest([wrong])["duplicate"] == 1
        later = event(number, "LEI", reason="SENT_TO_COURT", kind="released", at=hour(8), seq=10)
        assert inbox.ingest([later])["applied"] == 1
        learner.refresh_from_db()
        assert learner.current_establishment_id == "LEI"

    def test_takes_a_movement_back(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        first = Placement.objects.get(learner=learner)
        inbox.ingest([event(number, "HLI", at=hour(5), seq=2)])
        epoch = Learner.objects.get(id=learner.id).placement_epoch
        assert sync(number, "LEI", "IN", None, AT)["changed"] == 1
        learner.refresh_from_db()
        again = Placement.objects.get(learner=learner, ended_at__isnull=True)
        assert (again.id, learner.current_establishment_id) == (first.id, "LEI")
        assert learner.placement_epoch == epoch + 1
        assert Placement.objects.get(learner=learner, establishment_id="HLI").voided_at
        assert TransferCase.objects.get(learner=learner).state == "REVERSED"

    def test_takes_a_departure_back(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([event(number, "OUT", kind="released", at=hour(5), seq=2)])
        sync(number, "LEI", "IN", None, AT)
        assert TransferCase.objects.get(learner=learner).state == "REVERSED"
        assert [(p, s) for p, s, _, _ in stays(learner)] == [("LEI", "IN")]

    def test_takes_a_release_back_without_a_case(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([event(number, "OUT", reason="RELEASED", kind="released", at=hour(5), seq=2)])
        sync(number, "LEI", "IN", None, AT)
        learner.refresh_from_db()
        assert learner.current_establishment_id == "LEI"
        assert not TransferCase.objects.filter(learner=learner).exists()

    def test_alone_undoes_a_death(self) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        sync(number, None, "DECEASED", 4, hour(2))
        assert inbox.ingest([event(number, "HLI", reason="READMISSION", at=hour(4), seq=5)])["ignored"] == 1
        assert [(p, s) for p, s, _, _ in stays(learner)] == [("LEI", "IN"), (None, "DECEASED")]
        sync(number, "LEI", "IN", 4, hour(1))
        learner.refresh_from_db()
        assert learner.current_establishment_id == "LEI"


class TestNumbers:
    def test_that_belong_to_one_person_make_one_timeline(self) -> None:
        learner = LearnerFactory()
        Identifier.objects.create(
            learner=learner, type="PRISON_NUMBER", value="A9999ZZ", status="MERGED", created_at=AT, updated_at=AT
        )
        assert inbox.ingest([event("A9999ZZ", "HLI", at=hour(3))])["applied"] == 1
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"

    def test_that_turned_out_to_be_another_s_name_nobody(self) -> None:
        learner = LearnerFactory()
        Identifier.objects.create(
            learner=learner, type="PRISON_NUMBER", value="A9999ZZ", status="UNMATCHED", created_at=AT, updated_at=AT
        )
        inbox.ingest([event("A9999ZZ", "HLI", at=hour(3), reason="NEW_ADMISSION")])
        learner.refresh_from_db()
        assert learner.current_establishment_id == "LEI"
        assert Learner.objects.filter(current_establishment_id="HLI", family_name=moves.SHELL_NAME).exists()

    def test_an_event_may_be_given_to_another_number(self) -> None:
        """A booking was moved: what was heard of one number is a fact about another."""
        learner, other = LearnerFactory(), LearnerFactory()
        inbox.ingest([event(number_of(learner), "HLI", at=hour(3))])
        MovementEvent.objects.filter(prison_number=number_of(learner)).update(counts_for=number_of(other))
        for person, place in ((learner, "LEI"), (other, "HLI")):
            locked = Learner.objects.select_for_update().get(id=person.id)
            moves.refold(learner=locked, by=actors.system(), at=AT + DAY)
            person.refresh_from_db()
            assert person.current_establishment_id == place

    def test_a_placement_that_a_merge_set_aside_is_taken_up(self) -> None:
        learner, other = LearnerFactory(), LearnerFactory(current_establishment_id="HLI")
        Placement.objects.filter(learner=other).update(
            started_at=hour(4), learner=learner, origin=other, set_aside=True
        )
        moves.refold(learner=learner, by=actors.system(), at=AT + DAY)
        assert [(p, s) for p, s, _, _ in stays(learner)] == [("LEI", "IN"), ("HLI", "IN")]
        assert not Placement.objects.filter(learner=learner, set_aside=True).exists()
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"


class TestPlace:
    def test_moves_the_person_and_ends_kiosk_sessions_once(self) -> None:
        learner = LearnerFactory()
        inbox.ingest([event(number_of(learner), "HLI", at=hour(3))])
        assert not KioskSession.objects.filter(learner=learner, ended_at__isnull=True).exists()
        assert Learner.objects.get(id=learner.id).placement_epoch == learner.placement_epoch + 1

    def test_is_asked_once_for_the_common_case(self, django_assert_max_num_queries: Any) -> None:
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([event(number, "OUT", reason="SENT_TO_COURT", kind="released", at=hour(1))])
        with django_assert_max_num_queries(26):
            inbox.ingest([event(number, "LEI", reason="RETURN_FROM_COURT", at=hour(2))])

    def test_status_of_an_unknown_person_at_court_is_nothing_yet(self) -> None:
        said = event("A8888ZZ", "OUT", reason="SENT_TO_COURT", kind="released", at=hour(4))
        assert inbox.ingest([said])["ignored"] == 1
        assert inbox.ingest([event("A8888ZZ", "HLI", reason="NEW_ADMISSION", at=hour(2))])["applied"] == 1
        held = Placement.objects.get(learner__identifier_rows__value="A8888ZZ", ended_at__isnull=True)
        assert (held.establishment_id, held.status) == ("HLI", PlacementStatus.AT_COURT)

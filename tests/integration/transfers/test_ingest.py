"""Events in, placements out: once each, in the source's order, and a bad one stops nothing."""

import json

import pytest

from learners import digests
from learners.models import Identifier, KioskSession, Learner, Placement
from tests.factories.accounts import posted
from tests.factories.learners import AT, LearnerFactory, as_learner, number_of
from transfers.actions import inbox
from transfers.models import MovementEvent, TransferCase

pytestmark = pytest.mark.django_db

ALL = {"applied": 0, "duplicate": 0, "superseded": 0, "ignored": 0, "parked": 0, "failed": 0}


def received(number, prison="HLI", *, reason="TRANSFERRED", at="2026-11-20T10:42:00Z", seq=None, kind="received"):
    said = {"nomsNumber": number, "reason": reason, "prisonId": prison}
    if seq is not None:
        said["movementSeq"] = seq
    return json.dumps({
        "eventType": f"prisoner-offender-search.prisoner.{kind}", "version": 1, "occurredAt": at,
        "personReference": {"identifiers": [{"type": "NOMS", "value": number}]}, "additionalInformation": said,
    })  # fmt: skip


def counts(read, **said):
    return {"read": read, **ALL, **said}


class TestIngest:
    def test_moves_a_person_and_keeps_one_placement_open(self):
        learner = LearnerFactory()
        assert inbox.ingest([received(number_of(learner))]) == counts(1, applied=1)
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"
        assert learner.placement_epoch == 2
        placements = Placement.objects.filter(learner=learner)
        assert [p.establishment_id for p in placements.filter(ended_at__isnull=True)] == ["HLI"]
        assert placements.count() == 2

    def test_changes_nothing_the_second_time(self):
        learner = LearnerFactory()
        event = received(number_of(learner))
        inbox.ingest([event])
        before = (digests.take(learner.id).root, Placement.objects.count(), TransferCase.objects.count())
        assert inbox.ingest([event]) == counts(1, duplicate=1)
        assert (digests.take(learner.id).root, Placement.objects.count(), TransferCase.objects.count()) == before

    def test_knows_the_same_meaning_in_other_words(self):
        learner = LearnerFactory()
        number = number_of(learner)
        same = json.dumps({**json.loads(received(number)), "description": "said again"})
        assert inbox.ingest([received(number), same]) == counts(2, applied=1, duplicate=1)

    def test_leaves_a_later_place_alone_when_an_older_event_comes_late(self):
        learner = LearnerFactory()
        number = number_of(learner)
        later = received(number, "HLI", at="2026-11-20T10:00:00Z", seq=5)
        older = received(number, "MDI", at="2026-11-21T10:00:00Z", seq=4)
        assert inbox.ingest([later, older]) == counts(2, applied=1, superseded=1)
        learner.refresh_from_db()
        assert learner.current_establishment_id == "HLI"

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ("not json at all", "not JSON"),
            ("[1, 2]", "not an event"),
            ("{}", "eventType"),
            ('{"eventType": "prisoner-offender-search.prisoner.received"}', "additionalInformation"),
            (received("NOT-ONE"), "prison number"),
            (received("A1234BC", "ZZZ"), "ZZZ"),
            (received("A1234BC", "LONGNAME"), "LONGNAME"),
            (received("A1234BC", at="2999-01-01T00:00:00Z"), "future"),
            (received("A1234BC", at="2026-11-20T10:00:00"), "time zone"),
            (received("A1234BC", at="0001-01-01T00:00:00Z"), "long ago"),
            (received("A1234BC", at="yesterday"), "not a time"),
            (received("A1234BC", reason="MAGIC"), "MAGIC"),
            (received("A1234BC", seq=True), "movementSeq"),
            ('{"eventType": "\ud800"}', "additionalInformation"),
            ("{" * 5000, "not JSON"),
        ],
    )
    def test_parks_what_cannot_be_read_and_goes_on(self, line, why):
        learner = LearnerFactory()
        outcome = inbox.ingest([line, received(number_of(learner))])
        if "\ud800" in line:
            assert outcome["ignored"] + outcome["parked"] == 1
        else:
            assert outcome == counts(2, applied=1, parked=1)
            assert why in MovementEvent.objects.get(state="PARKED").why

    def test_makes_a_learner_of_an_unknown_number(self):
        assert inbox.ingest([received("A7777ZZ", reason="NEW_ADMISSION")]) == counts(1, applied=1)
        learner = Identifier.objects.get(value="A7777ZZ").learner
        assert learner.current_establishment_id == "HLI"
        assert not TransferCase.objects.filter(learner=learner).exists()

    def test_says_nothing_changed_for_a_movement_within_the_prison(self):
        learner = LearnerFactory()
        assert inbox.ingest([received(number_of(learner), "LEI", reason="RETURN_FROM_COURT")]) == counts(1, ignored=1)

    def test_keeps_the_prison_while_somebody_is_at_court(self):
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([received(number, "LEI", reason="SENT_TO_COURT", kind="released")])
        learner.refresh_from_db()
        assert learner.current_establishment_id == "LEI"
        assert Placement.objects.get(learner=learner, ended_at__isnull=True).status == "AT_COURT"
        assert learner.placement_epoch == 1
        inbox.ingest([received(number, "LEI", reason="RETURN_FROM_COURT", at="2026-11-20T16:00:00Z")])
        assert Placement.objects.get(learner=learner, ended_at__isnull=True).status == "IN"
        assert not TransferCase.objects.filter(learner=learner).exists()

    def test_opens_a_case_at_departure_and_ends_it_on_return(self):
        learner = LearnerFactory()
        number = number_of(learner)
        inbox.ingest([received(number, "LEI", kind="released", at="2026-11-20T08:00:00Z")])
        assert TransferCase.objects.get(learner=learner).state == "DEPARTED"
        inbox.ingest([received(number, "LEI", at="2026-11-20T12:00:00Z")])
        assert TransferCase.objects.get(learner=learner).state == "RETURNED"

    def test_releases_a_person_to_no_prison(self):
        learner = LearnerFactory()
        inbox.ingest([received(number_of(learner), "OUT", reason="RELEASED", kind="released")])
        learner.refresh_from_db()
        assert learner.current_establishment_id is None

    def test_ends_kiosk_sessions_when_the_person_moves(self):
        from campus.accounts import actors
        from learners import kiosk

        learner = LearnerFactory()
        as_learner(learner)
        device, _ = kiosk.enrol_demo_device(by=actors.system(), establishment_id="LEI", at=AT)
        kiosk.open_session(learner=learner, device=device, at=AT)
        inbox.ingest([received(number_of(learner))])
        assert KioskSession.objects.get(learner=learner).ended_because == "MOVED"


class TestAccessAfterAMove:
    def test_leaves_the_sender_and_reaches_the_receiver_at_once(self):
        learner = LearnerFactory()
        leeds, hull = posted("EDU_MGR", "LEI"), posted("EDU_MGR", "HLI")
        inbox.ingest([received(number_of(learner))])
        assert not Learner.objects.visible_to(leeds).filter(id=learner.id).exists()
        assert Learner.objects.visible_to(hull).filter(id=learner.id).exists()

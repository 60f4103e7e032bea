"""Signing in at a tablet: the same words for every no, each try counted, and nobody locked out for good."""

import re

import pytest
from django.test import Client, override_settings

from campus.accounts import actors
from campus.core import clock
from campus.core.errors import NotYours, Refused
from learners import kiosk, secrets
from learners.models import Device, KioskSecret, KioskSession, Learner, SignInAttempt
from learners.rules import DeviceKind
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner, number_of

pytestmark = pytest.mark.django_db
PIN = "582914"
OTHER = "604173"
NUMBER_PAGE, PIN_PAGE = "/learn/sign-in/", "/learn/sign-in/pin/"


@pytest.fixture
def learner() -> Learner:
    person = LearnerFactory()
    as_learner(person)
    kiosk.issue_code(by=posted("EDU_MGR"), learner_id=person.id, at=clock.now())
    kiosk.choose_pin(by=as_learner(person), learner_id=person.id, pin=PIN, again=PIN, at=clock.now())
    return person


def a_tablet(code: str = "LEI") -> tuple[Device, Client]:
    device, key = kiosk.enrol_device(
        by=posted("LOCAL_ADMIN", code), establishment_id=code, label="Education 3", kind=DeviceKind.CELL, at=clock.now()
    )
    client = Client()
    client.cookies["vc_device"] = key
    return device, client


def type_in(client: Client, number: str, secret: str):
    first = client.post(NUMBER_PAGE, {"number": number})
    if first.status_code != 302:
        return first
    return client.post(PIN_PAGE, {"pin": secret})


def words(response) -> str:
    """What the page says, without the token of its form."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


def fail(client: Client, person: Learner, times: int) -> None:
    for _ in range(times):
        type_in(client, number_of(person), OTHER)


class TestSignIn:
    def test_lets_somebody_in_with_their_number_and_pin(self, learner):
        _, client = a_tablet()
        assert type_in(client, number_of(learner).lower() + " ", PIN)["Location"] == "/learn/"
        assert client.get("/learn/").status_code == 200
        assert KioskSession.objects.get(learner=learner).ended_at is None

    def test_says_the_same_words_for_every_cause(self, learner):
        no_pin, elsewhere, ended = LearnerFactory(), LearnerFactory(current_establishment_id="HLI"), LearnerFactory()
        for person in (elsewhere, ended):
            as_learner(person)
            kiosk.issue_code(
                by=posted("EDU_MGR", person.current_establishment_id), learner_id=person.id, at=clock.now()
            )
            kiosk.choose_pin(by=as_learner(person), learner_id=person.id, pin=PIN, again=PIN, at=clock.now())
        ended.placement_rows.update(ended_at=clock.now())
        said = set()
        for number, secret in [
            ("A9999ZZ", PIN), (number_of(learner), OTHER), (number_of(learner), "wrong"), (number_of(no_pin), PIN),
            (number_of(elsewhere), PIN), (number_of(ended), PIN),
        ]:  # fmt: skip
            _, client = a_tablet()
            response = type_in(client, number, secret)
            assert response.status_code == 422, number
            said.add(words(response))
        assert len(said) == 1
        assert "do not match" in said.pop()

    def test_runs_one_hash_whoever_is_asked_for(self, learner, monkeypatch):
        """So that the time of the answer tells nothing either."""
        ran: list[str] = []
        for name in ("make_password", "check_password"):
            real = getattr(secrets, name)
            monkeypatch.setattr(secrets, name, lambda *a, real=real, name=name: ran.append(name) or real(*a))
        device, _ = a_tablet()
        for number, secret in [("A9999ZZ", PIN), (number_of(learner), OTHER), (number_of(LearnerFactory()), PIN)]:
            ran.clear()
            with pytest.raises(Refused):
                kiosk.sign_in(number=number, secret=secret, device=device, at=clock.now())
            assert len(ran) == 1, number

    @pytest.mark.parametrize("number", ["", "A12", "A１234BC", "A1234BC; DROP", "A1234ﬀ", "\u202eA1234BC", "9" * 500])
    def test_asks_again_for_what_is_no_prison_number(self, number):
        _, client = a_tablet()
        assert client.post(NUMBER_PAGE, {"number": number}).status_code == 422
        assert not SignInAttempt.objects.exists()

    @pytest.mark.parametrize("typed", ["５８２９１４", "٥٨٢٩١٤", "582 914", "5829140", "\x00582914", "' OR 1=1"])
    def test_takes_no_pin_that_only_looks_like_it(self, learner, typed):
        _, client = a_tablet()
        assert type_in(client, number_of(learner), typed).status_code == 422
        assert client.get("/learn/").status_code == 302

    def test_changes_the_id_of_the_session(self, learner):
        _, client = a_tablet()
        client.post(NUMBER_PAGE, {"number": number_of(learner)})
        before = client.cookies["vc_kiosk"].value
        client.post(PIN_PAGE, {"pin": PIN})
        assert client.cookies["vc_kiosk"].value != before

    def test_needs_the_number_first(self, learner):
        _, client = a_tablet()
        assert client.get(PIN_PAGE)["Location"] == NUMBER_PAGE
        assert client.post(PIN_PAGE, {"pin": PIN})["Location"] == NUMBER_PAGE

    def test_lets_a_pin_be_pasted(self):
        _, client = a_tablet()
        client.post(NUMBER_PAGE, {"number": "A1234BC"})
        assert "onpaste" not in client.get(PIN_PAGE).content.decode()


class TestTablets:
    def test_that_nobody_enrolled_offer_no_form(self, learner):
        client = Client()
        assert client.post(NUMBER_PAGE, {"number": number_of(learner)}).status_code == 422
        assert client.post(PIN_PAGE, {"pin": PIN})["Location"] == NUMBER_PAGE
        assert not SignInAttempt.objects.exists()

    def test_with_a_key_that_was_made_up_are_not_enrolled(self, learner):
        client = Client()
        client.cookies["vc_device"] = "guess" * 9
        assert client.post(NUMBER_PAGE, {"number": number_of(learner)}).status_code == 422

    def test_of_another_prison_let_nobody_in(self, learner):
        _, client = a_tablet("HLI")
        assert type_in(client, number_of(learner), PIN).status_code == 422
        assert SignInAttempt.objects.get().succeeded is False

    def test_that_were_taken_out_of_use_let_nobody_in(self, learner):
        device, client = a_tablet()
        kiosk.end_device(by=posted("EDU_MGR"), device_id=device.id, at=clock.now())
        assert type_in(client, number_of(learner), PIN).status_code == 422
        assert client.get("/learn/").status_code == 302

    def test_are_known_by_a_key_of_which_only_the_digest_is_kept(self):
        device, client = a_tablet()
        key = client.cookies["vc_device"].value
        assert key not in str(Device.objects.filter(id=device.id).values()[0])

    def test_are_enrolled_at_the_own_prison_only(self):
        with pytest.raises(NotYours):
            kiosk.enrol_device(
                by=posted("EDU_MGR", "LEI"), establishment_id="HLI", label="Mine", kind=DeviceKind.CELL, at=clock.now()
            )

    def test_of_another_prison_cannot_be_ended(self):
        device, _ = a_tablet("HLI")
        with pytest.raises(NotYours):
            kiosk.end_device(by=posted("EDU_MGR", "LEI"), device_id=device.id, at=clock.now())

    def test_need_a_name(self):
        with pytest.raises(Refused):
            kiosk.enrol_device(
                by=posted("EDU_MGR"), establishment_id="LEI", label="  ", kind=DeviceKind.CELL, at=clock.now()
            )


class TestTries:
    def test_are_counted_even_when_they_are_refused(self, learner):
        _, client = a_tablet()
        fail(client, learner, 3)
        assert SignInAttempt.objects.filter(learner=learner, succeeded=False).count() == 3

    def test_wait_after_five_in_a_quarter_of_an_hour(self, learner):
        _, client = a_tablet()
        fail(client, learner, 5)
        response = type_in(client, number_of(learner), PIN)
        assert response.status_code == 422
        assert "Wait 1 minute or ask staff." in response.content.decode()
        assert client.get("/learn/").status_code == 302

    def test_may_go_on_after_the_wait(self, learner, later):
        _, client = a_tablet()
        fail(client, learner, 5)
        later(minutes=1, seconds=1)
        assert type_in(client, number_of(learner), PIN)["Location"] == "/learn/"

    def test_wait_longer_each_time_and_never_for_good(self, learner, later):
        _, client = a_tablet()
        fail(client, learner, 5)
        waits = []
        for _ in range(7):
            minutes = 0
            while self.must_wait(learner):
                later(minutes=1)
                minutes += 1
            waits.append(minutes)
            fail(client, learner, 1)
        assert waits[:6] == [1, 2, 4, 8, 16, 32]
        assert 55 <= waits[6] <= 60

    def must_wait(self, learner: Learner) -> bool:
        return kiosk.selectors.sign_in_wait(secrets.digest(number_of(learner)), learner.id, clock.now()) is not None

    def test_for_a_number_that_nobody_has_wait_just_the_same(self):
        """Otherwise the wait would say which numbers are real."""
        _, client = a_tablet()
        for _ in range(5):
            type_in(client, "A9999ZZ", PIN)
        assert "Wait 1 minute or ask staff." in type_in(client, "A9999ZZ", PIN).content.decode()

    def test_on_one_number_hold_up_nobody_else(self, learner):
        _, client = a_tablet()
        for _ in range(6):
            type_in(client, "A9999ZZ", PIN)
        assert type_in(client, number_of(learner), PIN)["Location"] == "/learn/"

    def test_are_let_go_by_staff(self, learner):
        _, client = a_tablet()
        fail(client, learner, 6)
        kiosk.end_wait(by=posted("KEYW"), learner_id=learner.id, at=clock.now())
        assert type_in(client, number_of(learner), PIN)["Location"] == "/learn/"

    def test_are_not_let_go_by_staff_of_another_prison(self, learner):
        with pytest.raises(NotYours):
            kiosk.end_wait(by=posted("EDU_MGR", "HLI"), learner_id=learner.id, at=clock.now())

    def test_say_to_staff_who_must_wait(self, learner):
        _, client = a_tablet()
        fail(client, learner, 6)
        found = kiosk.selectors.waiting_at_tablets("LEI", clock.now())
        assert [person.id for person, _ in found] == [learner.id]

    def test_are_counted_by_a_digest_and_not_by_the_number(self, learner):
        _, client = a_tablet()
        fail(client, learner, 1)
        assert number_of(learner) not in str(SignInAttempt.objects.values()[0])


class TestCodes:
    def code(self, learner: Learner) -> str:
        return kiosk.issue_code(by=posted("EDU_MGR"), learner_id=learner.id, at=clock.now())

    def test_let_in_once_and_lead_to_an_own_pin(self, learner):
        _, client = a_tablet()
        code = self.code(learner)
        assert type_in(client, number_of(learner), code)["Location"] == "/learn/sign-in/new-pin/"
        client.post("/learn/sign-out/")
        assert type_in(client, number_of(learner), code).status_code == 422

    def test_may_be_typed_in_small_letters(self, learner):
        _, client = a_tablet()
        assert type_in(client, number_of(learner), f" {self.code(learner).lower()} ").status_code == 302

    def test_end_after_a_quarter_of_an_hour(self, learner, later):
        _, client = a_tablet()
        code = self.code(learner)
        later(minutes=15, seconds=1)
        assert type_in(client, number_of(learner), code).status_code == 422

    def test_end_the_old_pin_at_once(self, learner):
        _, client = a_tablet()
        self.code(learner)
        assert type_in(client, number_of(learner), PIN).status_code == 422

    def test_end_the_code_before(self, learner):
        _, client = a_tablet()
        first = self.code(learner)
        self.code(learner)
        assert type_in(client, number_of(learner), first).status_code == 422

    def test_work_for_no_other_person_and_at_no_other_prison(self, learner):
        other = LearnerFactory()
        code = self.code(learner)
        _, client = a_tablet()
        assert type_in(client, number_of(other), code).status_code == 422
        _, away = a_tablet("HLI")
        assert type_in(away, number_of(learner), code).status_code == 422

    def test_are_issued_by_staff_of_the_prison_only(self, learner):
        for by in (posted("EDU_MGR", "HLI"), posted("TUTOR"), posted("NAT_VIEW", None), as_learner(learner)):
            with pytest.raises(NotYours):
                kiosk.issue_code(by=by, learner_id=learner.id, at=clock.now())

    def test_are_recorded_with_who_issued_them_and_never_kept(self, learner):
        from campus.audit.models import Event

        by = posted("KEYW")
        code = kiosk.issue_code(by=by, learner_id=learner.id, at=clock.now())
        event = Event.objects.get(verb="kiosk_code.issued", by=by.user)
        assert event.learner_id == learner.id
        assert code not in str(Event.objects.values()) + str(KioskSecret.objects.values())

    def test_hold_no_letter_that_reads_like_another(self):
        assert not set("".join(secrets.new_code() for _ in range(200))) & set("01OIL")

    def test_let_nothing_be_opened_before_a_pin_is_chosen(self, learner):
        _, client = a_tablet()
        type_in(client, number_of(learner), self.code(learner))
        for address in ("/learn/", "/learn/plan/", "/learn/work/", "/learn/messages/", "/learn/settings/"):
            assert client.get(address)["Location"] == "/learn/sign-in/new-pin/", address
        chosen = client.post("/learn/sign-in/new-pin/", {"pin": OTHER, "again": OTHER})
        assert chosen["Location"] == "/learn/"
        assert client.get("/learn/plan/").status_code == 200

    def test_are_used_up_by_one_of_two_who_type_them_at_once(self, learner):
        """Both have compared it; the second finds that it is gone."""
        code = self.code(learner)
        stored = KioskSecret.objects.get(learner=learner)
        assert secrets.matches(code, stored.code_hash)
        assert kiosk._use_up(stored) is True
        assert kiosk._use_up(stored) is False


class TestPins:
    def choose(self, learner: Learner, pin: str, again: str | None = None) -> None:
        kiosk.choose_pin(by=as_learner(learner), learner_id=learner.id, pin=pin, again=again or pin, at=clock.now())

    @pytest.mark.parametrize("pin", ["111111", "123456", "654321", "345678", "098765"])
    def test_that_are_too_easy_are_refused(self, learner, pin):
        with pytest.raises(Refused, match="too easy"):
            self.choose(learner, pin)

    @pytest.mark.parametrize("pin", ["12345", "1234567", "58291a", "５８２９１４", "", " 58291"])
    def test_of_another_shape_are_refused(self, learner, pin):
        with pytest.raises(Refused, match="6 numbers"):
            self.choose(learner, pin)

    def test_must_be_typed_the_same_twice(self, learner):
        with pytest.raises(Refused) as refused:
            self.choose(learner, PIN, OTHER)
        assert refused.value.field == "again"

    def test_are_chosen_by_the_person_only(self, learner):
        for by in (posted("EDU_MGR"), as_learner(LearnerFactory()), actors.system()):
            with pytest.raises(NotYours):
                kiosk.choose_pin(by=by, learner_id=learner.id, pin=PIN, again=PIN, at=clock.now())

    def test_are_hashed_with_the_pepper(self, learner):
        stored = KioskSecret.objects.get(learner=learner).pin_hash
        assert secrets.matches(PIN, stored)
        with override_settings(CAMPUS_PIN_PEPPER="another pepper, of another deployment"):
            assert not secrets.matches(PIN, stored)
        assert PIN not in stored

    def test_differ_in_the_table_for_two_who_chose_the_same(self, learner):
        other = LearnerFactory()
        as_learner(other)
        kiosk.issue_code(by=posted("EDU_MGR"), learner_id=other.id, at=clock.now())
        self.choose(other, PIN)
        assert KioskSecret.objects.get(learner=other).pin_hash != KioskSecret.objects.get(learner=learner).pin_hash

    def test_leave_no_trace_in_audit_or_outbox(self, learner):
        from campus.audit.models import Event
        from campus.core.models import OutboxMessage

        assert PIN not in str(list(Event.objects.values())) + str(list(OutboxMessage.objects.values()))


class TestDigest:
    def test_is_keyed(self):
        with override_settings(CAMPUS_PIN_PEPPER="another pepper, of another deployment"):
            other = secrets.digest("A1234BC")
        assert secrets.digest("A1234BC") != other

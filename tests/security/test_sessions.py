"""How long a sign-in lasts, what ends it, and what it is worth elsewhere (transfers-access-security.md 5.4)."""

import datetime as dt
import os
import re
import subprocess
import sys
import time
import urllib.parse
import uuid
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from campus.accounts import demo
from campus.accounts.models import Posting, User
from campus.core import audiences, clock
from learners import kiosk
from learners.models import KioskSession
from learners.rules import DeviceKind
from tests.factories import providers
from tests.factories.accounts import add_posting, posted
from tests.factories.learners import LearnerFactory, as_learner, number_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "three words that nobody guesses"


@pytest.fixture(autouse=True)
def _forget_rate_limits():
    cache.clear()


def staff_client(role: str = "EDU_MGR") -> tuple[User, Client]:
    user = posted(role).user
    return user, providers.signed_in(user, audiences.STAFF)


def is_in(client: Client, address: str) -> bool:
    return client.get(address).status_code == 200


class TestStaffAndPortalSessions:
    @pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (31, False)])
    def test_of_staff_end_after_half_an_hour_alone(self, later, minutes, still_in):
        _, client = staff_client()
        assert is_in(client, "/staff/")
        later(minutes=minutes)
        assert is_in(client, "/staff/") == still_in

    @pytest.mark.parametrize(("minutes", "still_in"), [(19, True), (21, False)])
    def test_of_the_portal_end_after_twenty_minutes_alone(self, later, minutes, still_in):
        client = providers.signed_in(providers.a_worker().user, audiences.PORTAL)
        assert is_in(client, "/provider/")
        later(minutes=minutes)
        assert is_in(client, "/provider/") == still_in

    @pytest.mark.parametrize(("page", "hours"), [("/staff/devices/", 12), ("/provider/", 8)])
    def test_end_after_a_working_day_however_busy(self, later, page, hours):
        user = providers.a_worker().user if page == "/provider/" else posted("EDU_MGR").user
        client = providers.signed_in(user, audiences.PORTAL if page == "/provider/" else audiences.STAFF)
        for _ in range(hours * 4):
            assert is_in(client, page)
            later(minutes=15)
        later(minutes=1)
        assert not is_in(client, page)

    def test_end_in_the_store_and_not_only_in_the_browser(self, later):
        _, client = staff_client()
        key = client.cookies["vc_staff"].value
        is_in(client, "/staff/")
        later(minutes=31)
        client.get("/staff/")
        assert not Session.objects.filter(session_key=key).exists()

    def test_end_with_the_next_click_when_the_account_is_closed(self):
        user, client = staff_client()
        assert is_in(client, "/staff/")
        User.objects.filter(id=user.id).update(is_active=False)
        assert client.get("/staff/").status_code == 302

    def test_are_worth_nothing_after_a_new_password(self):
        user, client = staff_client()
        user.set_password(PASSWORD)
        user.save()
        assert client.get("/staff/").status_code == 302

    def test_are_worth_nothing_after_sign_out(self):
        _, client = staff_client()
        key = client.cookies["vc_staff"].value
        client.post("/staff/account/logout/")
        assert client.cookies["vc_staff"].value == ""
        client.cookies["vc_staff"] = key
        assert client.get("/staff/").status_code == 302


class TestPostings:
    def test_that_end_close_the_page_with_the_next_click(self):
        user, client = staff_client()
        assert is_in(client, "/staff/people/")
        Posting.objects.filter(user=user).update(ends_on=clock.today() - dt.timedelta(days=1))
        assert client.get("/staff/people/").status_code == 404

    def test_that_change_role_close_what_the_new_role_may_not(self):
        learner = LearnerFactory()
        user, client = staff_client()
        assert is_in(client, f"/staff/people/{learner.id}/plan/goals/add/")
        Posting.objects.filter(user=user).update(role="TUTOR")
        assert client.get(f"/staff/people/{learner.id}/plan/goals/add/").status_code == 404
        assert is_in(client, f"/staff/people/{learner.id}/plan/")

    def test_that_have_not_begun_open_nothing(self):
        user, client = staff_client()
        Posting.objects.filter(user=user).update(starts_on=clock.today() + dt.timedelta(days=1))
        assert client.get("/staff/people/").status_code == 404

    def test_cannot_be_chosen_by_writing_anothers_id_into_the_form(self):
        theirs = posted("EDU_MGR", "HLI").postings[0]
        _, client = staff_client()
        assert client.post("/staff/posting/", {"posting": str(theirs.id)}).status_code == 422
        assert client.get(f"/staff/people/{LearnerFactory(current_establishment_id='HLI').id}/").status_code == 404
        assert is_in(client, f"/staff/people/{LearnerFactory().id}/")

    def test_at_an_organisation_that_is_suspended_open_nothing(self):
        worker = providers.a_worker()
        client = providers.signed_in(worker.user, audiences.PORTAL)
        assert is_in(client, "/provider/")
        organisation = worker.organisation
        organisation.status = "SUSPENDED"
        organisation.save()
        assert client.get("/provider/").status_code == 404

    def test_give_at_a_second_place_only_what_that_place_gives(self):
        """A national viewer who also teaches at Leeds does not plan for people at Hull."""
        hull = LearnerFactory(current_establishment_id="HLI")
        user = posted("EDU_MGR", "LEI").user
        add_posting(user, "NAT_VIEW", None)
        client = providers.signed_in(user, audiences.STAFF)
        assert is_in(client, f"/staff/people/{hull.id}/")
        response = client.post(f"/staff/people/{hull.id}/plan/goals/add/", {
            "title": "Not mine to write", "when": "3", "steps": ["One"], "form_token": str(uuid.uuid4()),
        })  # fmt: skip
        assert response.status_code == 404
        assert client.post(f"/staff/people/{hull.id}/kiosk-code/").status_code == 404


def kiosk_client(kind: DeviceKind = DeviceKind.CELL):
    learner = LearnerFactory()
    as_learner(learner)
    client = providers.at_kiosk(learner)
    KioskSession.objects.get(learner=learner, ended_at=None).device.__class__.objects.update(kind=kind)
    return learner, client


def ended(learner) -> str:
    return KioskSession.objects.filter(learner=learner).order_by("-started_at", "-id").first().ended_because


class TestKioskSessions:
    @pytest.mark.parametrize(
        ("kind", "minutes", "still_in"),
        [(DeviceKind.CELL, 9, True), (DeviceKind.CELL, 11, False), (DeviceKind.CLASSROOM, 4, True),
         (DeviceKind.CLASSROOM, 6, False)],
    )  # fmt: skip
    def test_lock_when_left_alone(self, later, kind, minutes, still_in):
        learner, client = kiosk_client(kind)
        assert is_in(client, "/learn/")
        later(minutes=minutes)
        assert is_in(client, "/learn/") == still_in
        assert ended(learner) == ("" if still_in else "IDLE")

    def test_end_after_four_hours_however_busy(self, later):
        learner, client = kiosk_client()
        for _ in range(29):
            later(minutes=8)
            assert is_in(client, "/learn/")
        later(minutes=9)
        assert client.get("/learn/")["Location"] == "/learn/signed-out/"
        assert ended(learner) == "OVER"

    def test_end_when_the_person_moves(self):
        import json

        from transfers.actions import inbox

        learner, client = kiosk_client()
        assert is_in(client, "/learn/plan/")
        inbox.ingest([json.dumps({
            "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
            "occurredAt": clock.now().isoformat(), "additionalInformation": {
                "nomsNumber": number_of(learner), "reason": "TRANSFERRED", "prisonId": "HLI"},
        })])  # fmt: skip
        assert client.get("/learn/plan/")["Location"] == "/learn/signed-out/"
        assert ended(learner) == "MOVED"

    def test_are_one_a_person(self):
        learner, first = kiosk_client()
        second = providers.at_kiosk(learner)
        assert is_in(second, "/learn/")
        assert not is_in(first, "/learn/")
        assert KioskSession.objects.filter(learner=learner, ended_at=None).count() == 1

    def test_are_worth_nothing_on_another_tablet(self):
        learner, client = kiosk_client()
        _, other = kiosk_client()
        client.cookies["vc_device"] = other.cookies["vc_device"].value
        assert client.get("/learn/")["Location"] == "/learn/signed-out/"
        assert ended(learner) == "DEVICE"

    def test_end_when_the_tablet_is_taken_out_of_use(self):
        learner, client = kiosk_client()
        session = KioskSession.objects.get(learner=learner)
        kiosk.end_device(by=posted("LOCAL_ADMIN"), device_id=session.device_id, at=clock.now())
        assert not is_in(client, "/learn/")
        assert ended(learner) == "DEVICE"

    def test_do_not_come_back_with_the_back_button(self):
        _, client = kiosk_client()
        old = client.cookies["vc_kiosk"].value
        client.post("/learn/sign-out/")
        assert client.get("/learn/plan/")["Location"] == "/learn/sign-in/"
        client.cookies["vc_kiosk"] = old
        assert client.get("/learn/plan/")["Location"] == "/learn/sign-in/"

    def test_are_not_remembered_by_a_sign_in_page(self):
        """The next person to sign in is not led to where the last one was."""
        _, client = kiosk_client()
        client.post("/learn/sign-out/")
        assert client.get("/learn/messages/")["Location"] == "/learn/sign-in/"

    def test_keep_the_first_reason_for_which_they_ended(self):
        learner, client = kiosk_client()
        client.post("/learn/sign-out/")
        kiosk.end_sessions_of(learner.id, "MOVED", clock.now())
        assert ended(learner) == "SIGNED_OUT"


def person_with_password(**fields) -> User:
    user = posted("EDU_MGR", username="priya", email="priya@example.org").user
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, door: str = "/staff/", login: str = "priya"):
    client.get(f"{door}account/login/")
    return client.post(f"{door}account/login/", {"login": login, "password": PASSWORD})


def code_now(secret: str) -> str:
    """A code that will still be the code when it is typed."""
    if (left := 30 - time.time() % 30) < 5:
        time.sleep(left)
    return totp.format_hotp_value(totp.hotp_value(secret, totp.yield_hotp_counters_from_time().__next__()))


class TestSignIn:
    def test_changes_the_id_of_the_session(self):
        """A cookie put into the browser beforehand is worth nothing afterwards."""
        person_with_password()
        client = Client()
        client.get("/staff/account/login/")
        before = client.cookies["vc_staff"].value
        sign_in(client)
        assert client.cookies["vc_staff"].value != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_takes_no_session_id_that_the_browser_made_up(self):
        client = Client()
        client.cookies["vc_staff"] = "a" * 32
        client.get("/staff/account/login/")
        assert client.cookies["vc_staff"].value != "a" * 32

    def test_says_the_same_for_a_wrong_name_and_a_wrong_password(self):
        person_with_password()
        texts = []
        for login in ("priya", "nobody-of-this-name"):
            client = Client()
            client.get("/staff/account/login/")
            page = client.post("/staff/account/login/", {"login": login, "password": "wrong" * 4}).content.decode()
            texts.append(re.sub(r'value="[^"]*"', "", page))
        assert texts[0] == texts[1]
        assert "do not match" in texts[0]

    def test_slows_down_after_five_wrong_passwords(self):
        person_with_password()
        client = Client()
        for _ in range(5):
            client.post("/staff/account/login/", {"login": "priya", "password": "wrong" * 4})
        page = client.post("/staff/account/login/", {"login": "priya", "password": PASSWORD})
        assert page.status_code in (200, 429)
        assert client.get("/staff/").status_code == 302

    def test_lets_nobody_in_at_the_wrong_door(self):
        person_with_password()
        client = Client()
        sign_in(client, "/provider/")
        assert client.get("/provider/").status_code == 302

    @pytest.mark.parametrize(
        "lure", ["//evil.example", "https://evil.example/", "https:evil.example", "\\\\evil.example",
                 "javascript:alert(1)", "/\\evil.example", "%2f%2fevil.example", "https://campus@evil.example/"],
    )  # fmt: skip
    def test_leads_to_no_other_site(self, lure):
        person_with_password()
        client = Client()
        response = client.post(
            f"/staff/account/login/?next={lure}", {"login": "priya", "password": PASSWORD, "next": lure}
        )
        assert response.status_code == 302
        led = urllib.parse.urlsplit(
            urllib.parse.urljoin("http://testserver/staff/account/login/", response["Location"])
        )
        assert (led.scheme, led.netloc) == ("http", "testserver")


class TestSecondFactor:
    def test_is_asked_for_before_any_page(self):
        person_with_password()
        client = Client()
        sign_in(client)
        learner = LearnerFactory()
        for address in ("/staff/", "/staff/people/", f"/staff/people/{learner.id}/", "/staff/devices/", "/staff/help/"):
            assert client.get(address)["Location"] == "/staff/account/2fa/totp/activate/", address
            assert client.post(address)["Location"] == "/staff/account/2fa/totp/activate/", address

    def test_lets_in_as_soon_as_it_is_set_up(self):
        user = person_with_password()
        client = Client()
        sign_in(client)
        again = client.get("/staff/account/2fa/totp/activate/")["Location"]
        page = client.post(again, {"password": PASSWORD}, follow=True)
        assert page.status_code == 200
        secret = page.context["form"].secret
        done = client.post("/staff/account/2fa/totp/activate/", {"code": code_now(secret)})
        assert done.status_code == 302, done.content.decode()
        assert is_in(client, "/staff/people/")
        assert user.authenticator_set.filter(type="totp").exists()

    def test_that_is_set_up_cannot_be_stepped_round_by_address(self):
        user = person_with_password()
        totp.TOTP.activate(user, demo.TOTP_SECRET)
        client = Client()
        assert sign_in(client)["Location"].startswith("/staff/account/2fa/authenticate/")
        for address in ("/staff/", "/staff/people/", "/staff/account/2fa/totp/deactivate/",
                        "/staff/account/password/change/", "/staff/account/2fa/"):  # fmt: skip
            assert "/account/login/" in client.get(address)["Location"], address

    def test_lets_in_with_a_code_once(self):
        user = person_with_password()
        totp.TOTP.activate(user, demo.TOTP_SECRET)
        code = code_now(demo.TOTP_SECRET)
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client)
            client.post("/staff/account/2fa/authenticate/", {"code": code})
        assert is_in(first, "/staff/people/")
        assert not is_in(second, "/staff/people/"), "the same code a second time"

    def test_cannot_be_taken_off_with_the_password_alone(self):
        """A session from before the second factor was set up is asked for it, and cannot remove it."""
        user = person_with_password()
        client = Client()
        sign_in(client)
        totp.TOTP.activate(user, demo.TOTP_SECRET)
        assert client.get("/staff/people/")["Location"] == "/staff/account/2fa/reauthenticate/"
        client.post("/staff/account/reauthenticate/", {"password": PASSWORD})
        client.post("/staff/account/2fa/totp/deactivate/")
        assert user.authenticator_set.filter(type="totp").exists()

    def test_is_encrypted_in_the_table(self):
        user = person_with_password()
        instance = totp.TOTP.activate(user, demo.TOTP_SECRET).instance
        assert demo.TOTP_SECRET not in str(instance.data)

    def test_of_another_person_is_not_found(self):
        from allauth.mfa.models import Authenticator

        theirs = Authenticator.objects.create(
            user=posted("TUTOR").user, type=Authenticator.Type.WEBAUTHN, data={"name": "key", "credential": {}}
        )
        _, client = staff_client()
        for verb in ("remove", "edit"):
            response = client.post(f"/staff/account/2fa/webauthn/{theirs.pk}/{verb}/", {"name": "mine now"})
            assert response.status_code in (302, 404)
        assert Authenticator.objects.get(pk=theirs.pk).data["name"] == "key"


class TestOpenIdConnect:
    def test_is_wired_by_configuration(self):
        """The addresses resolve and the sign-in page offers it; nothing is fetched while starting."""
        lines = (
            "import django; django.setup()",
            "from django.urls import reverse; from django.conf import settings as s",
            "print(reverse('openid_connect_login', urlconf='campus.urls.staff', kwargs={'provider_id': 'justice'}))",
            "print(reverse('openid_connect_callback', urlconf='campus.urls.staff', kwargs={'provider_id': 'justice'}))",
            "print(s.SOCIALACCOUNT_PROVIDERS['openid_connect']['OAUTH_PKCE_ENABLED'])",
            "from django.urls import NoReverseMatch",
            "portal = {'urlconf': 'campus.urls.portal', 'kwargs': {'provider_id': 'justice'}}",
            "try:\n    reverse('openid_connect_login', **portal)",
            "except NoReverseMatch:\n    print('staff only')",
        )
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "campus.settings.dev", "CAMPUS_OIDC_CLIENT_ID": "campus",
            "CAMPUS_OIDC_ISSUER": "https://sign-in.example.org", "CAMPUS_OIDC_SECRET": "s" * 40,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, env=environment, capture_output=True, text=True,
            timeout=60,
        )  # fmt: skip
        assert done.stdout.split("\n")[:4] == [
            "/staff/account/oidc/justice/login/", "/staff/account/oidc/justice/login/callback/", "True", "staff only",
        ], done.stderr  # fmt: skip

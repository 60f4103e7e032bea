"""What a browser is told with each page, to the letter (kiosk-courses-standards.md 1.3, 1.4)."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from campus.core import audiences
from tests.factories import cvs, providers
from tests.security.matrix import rows
from tests.security.world import World

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'; manifest-src 'none'; require-trusted-types-for 'script'"
)
PERMISSIONS = (
    "bluetooth=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), payment=(), "
    "publickey-credentials-get=(self), serial=(), usb=()"
)
EVERY_ANSWER = {
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers then send "Origin: null" with a form, and Django refuses the form.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
OPEN_PAGES = {
    audiences.STAFF: ["/staff/account/login/", "/staff/help/", "/staff/nothing-here/"],
    audiences.KIOSK: ["/learn/sign-in/", "/learn/signed-out/", "/learn/nothing-here/"],
    audiences.PORTAL: ["/provider/account/login/", "/provider/what-you-see/", "/provider/nothing-here/"],
}


class Found(HTMLParser):
    """What a page carries that a policy is about."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.leads: list[str] = []
        self._script = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self._script = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if tag == "style":
            self.inline.append("style")
        self.leads += [
            given[name] or "" for name in ("href", "src", "action", "srcset", "poster", "data") if name in given
        ]
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
            self.inline.append("meta refresh")

    def handle_data(self, data):
        if self._script and data.strip():
            self.inline.append("script")


def directives(policy: str) -> list[str]:
    """Their order means nothing to a browser, and django-csp keeps none."""
    return sorted(policy.split("; "))


def check(response, address: str) -> None:
    assert {name: response.headers.get(name) for name in EVERY_ANSWER} == EVERY_ANSWER, address
    assert directives(response.headers["Content-Security-Policy"]) == directives(POLICY), address


def signed_in(world: World) -> dict[str, list[Client]]:
    return {
        audiences.STAFF: [
            world.staff(role) for role in ("EDU_MGR", "MODERATOR", "NAT_STEWARD", "AUDITOR", "SYS_ADMIN")
        ],
        audiences.PORTAL: [world.worker("CASEWORKER"), world.worker("ORG_ADMIN")],
        audiences.KIOSK: [world.learner()],
    }


def crawl(world: World, door: str, clients: list[Client]):
    """Each page of a door that one of these people may open."""
    for row in rows(door):
        address = world.address(door, row.route, world.here)
        for client in clients:
            response = client.get(address)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                yield address, response
                break


class TestHeaders:
    @pytest.mark.parametrize("audience", OPEN_PAGES)
    def test_are_these_letters_on_every_page_of_the_door(self, audience):
        for address in OPEN_PAGES[audience]:
            check(Client().get(address), address)

    @pytest.mark.parametrize("address", ["/", "/healthz"])
    def test_are_there_outside_the_doors_too(self, address):
        check(Client().get(address), address)

    def test_name_no_software(self):
        assert "Server" not in Client().get("/").headers
        assert "X-Powered-By" not in Client().get("/").headers


class TestPages:
    """The crawl: each page of each door, as somebody who may open it."""

    @pytest.mark.parametrize("door", [audiences.STAFF, audiences.KIOSK, audiences.PORTAL])
    def test_hold_nothing_inline_and_stay_in_no_cache(self, world, door):
        if door == audiences.KIOSK:
            cvs.work()
        pages = 0
        for address, response in crawl(world, door, signed_in(world)[door]):
            pages += 1
            page = Found(response.content.decode())
            assert page.inline == [], address
            assert "no-store" in response.headers["Cache-Control"], address
            check(response, address)
            if door == audiences.KIOSK:
                self.leads_nowhere_else(address, page)
        assert pages >= 15

    def leads_nowhere_else(self, address: str, page: Found) -> None:
        """No way out of the kiosk: only its own pages and static files, and never a scheme."""
        for lead in page.leads:
            assert re.fullmatch(r"(/learn/|/static/|\?|#)[^\\]*|", lead), (address, lead)
            assert "//" not in lead, (address, lead)

    def test_of_staff_about_a_person_are_not_kept_as_files_either(self, world):
        client = world.staff("EDU_MGR")
        answer = client.get(world.address("staff", "cvs:print-pdf", world.here))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer.headers["Cache-Control"]


class TestLeavingTheKiosk:
    def test_wipes_the_tablet_at_sign_out(self, world):
        client = world.learner()
        response = client.post("/learn/sign-out/")
        assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert "no-store" in response.headers["Cache-Control"]
        assert response["Location"] == "/learn/signed-out/"
        assert response.cookies["vc_kiosk"]["max-age"] == 0, "the session cookie goes, by name"
        assert "vc_device" not in response.cookies, "the tablet stays enrolled"

    def test_wipes_the_tablet_when_it_locks(self, world):
        from learners.models import KioskSession

        client = world.learner()
        KioskSession.objects.update(used_at="2026-01-01T00:00Z")
        response = client.get("/learn/")
        assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert response["Location"] == "/learn/locked/"

    def test_is_done_by_the_browser_itself_when_a_page_is_left_open(self, world):
        response = world.learner().get("/learn/plan/")
        assert response.headers["Refresh"] == "605; url=/learn/locked/"

    def test_never_leads_straight_back_to_sign_in(self, world):
        page = world.learner().post("/learn/sign-out/", follow=True)
        assert page.redirect_chain == [("/learn/signed-out/", 302)]
        assert "Daniel" not in page.content.decode()


class TestCookies:
    @pytest.mark.parametrize("audience", audiences.SESSION_COOKIES)
    def test_are_named_after_the_door_and_kept_from_scripts(self, audience):
        address = {"staff": "/staff/account/login/", "kiosk": "/learn/sign-in/", "portal": "/provider/account/login/"}
        cookies = Client().get(address[audience]).cookies
        assert list(cookies) == [f"vc_{audience}"]
        cookie = cookies[f"vc_{audience}"]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        assert not cookie["max-age"] and not cookie["expires"] and not cookie["domain"]

    @pytest.mark.parametrize("audience", audiences.SESSION_COOKIES)
    def test_are_bound_to_the_host_behind_https(self, audience):
        address = {"staff": "/staff/account/login/", "kiosk": "/learn/sign-in/", "portal": "/provider/account/login/"}
        with override_settings(SESSION_COOKIE_SECURE=True):
            cookies = Client().get(address[audience], secure=True).cookies
        assert list(cookies) == [f"__Host-vc_{audience}"]
        cookie = cookies[f"__Host-vc_{audience}"]
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"]

    def test_of_a_device_are_strict_and_outlive_sessions(self, world):
        client = world.staff("EDU_MGR")
        response = client.post("/staff/devices/", {"label": "B2-014", "kind": "CELL"}, secure=True)
        cookie = response.cookies["vc_device"]
        assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["secure"]
        assert cookie["max-age"] == 400 * 24 * 3600

    def test_hold_no_csrf_secret_beside_the_session(self):
        assert settings.CSRF_USE_SESSIONS is True
        assert settings.CSRF_COOKIE_NAME not in Client().get("/learn/sign-in/").cookies


class TestForms:
    @pytest.mark.parametrize("address", ["/learn/sign-out/", "/learn/language/", "/learn/plan/steps/{step}/done/"])
    def test_from_another_site_are_refused(self, world, address):
        client = providers.at_kiosk(world.here.learner)
        client.handler.enforce_csrf_checks = True
        response = client.post(address.format(step=world.here.ids["step_id"]))
        assert response.status_code == 403
        assert "no-store" in response.headers["Cache-Control"]


SOUND = {
    "CAMPUS_SECRET_KEY": "k" * 40, "CAMPUS_PIN_PEPPER": "p" * 40, "CAMPUS_HOSTS": "campus.example.org",
    "CAMPUS_SIGNING_KEY": "an Ed25519 key",
}  # fmt: skip


def start_production(**changed: str | None) -> "subprocess.CompletedProcess[str]":
    """Load the production settings as a server would, with these changes to a sound environment."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("CAMPUS_") or k == "CAMPUS_HOME"}
    wanted = {**SOUND, **changed}
    environment = {**kept, **{k: v for k, v in wanted.items() if v is not None}}
    environment |= {"DJANGO_SETTINGS_MODULE": "campus.settings.production", "PYTHONPATH": str(ROOT)}
    lines = (
        "import django; django.setup()",
        "from django.conf import settings as s",
        "from django.urls import get_resolver as r",
        "names = [p.name for u in ('staff', 'kiosk', 'portal') for g in r('campus.urls.' + u).url_patterns"
        " for p in g.url_patterns]",
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG,"
        " s.CAMPUS_PERSONAS, any(n in ('personas', 'become', 'demo-device') for n in names))",
    )
    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


class TestProduction:
    def test_starts_with_a_sound_environment_and_has_no_persona_page(self):
        done = start_production()
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["True", "True", "True", "31536000", "False", "False", "False"]

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"CAMPUS_SECRET_KEY": None}, "CAMPUS_SECRET_KEY"),
            ({"CAMPUS_SECRET_KEY": "short"}, "CAMPUS_SECRET_KEY"),
            ({"CAMPUS_SECRET_KEY": "a-development-key-that-production-refuses"}, "CAMPUS_SECRET_KEY"),
            ({"CAMPUS_PIN_PEPPER": "a-development-pepper-that-production-refuses"}, "CAMPUS_PIN_PEPPER"),
            ({"CAMPUS_SIGNING_KEY": None}, "CAMPUS_SIGNING_KEY"),
            ({"CAMPUS_HOSTS": None}, "CAMPUS_HOSTS"),
            ({"CAMPUS_PERSONAS": "1"}, "CAMPUS_PERSONAS"),
        ],
    )
    def test_refuses_to_start_and_says_what_to_set(self, changed, says):
        done = start_production(**changed)
        assert done.returncode != 0
        assert says in done.stderr.splitlines()[-1]

    def test_hashes_passwords_with_argon2_first(self):
        security = import_module("campus.settings.security")
        assert security.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")

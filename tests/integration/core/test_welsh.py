"""The kiosk in Welsh: what a person reads after pressing "Cymraeg"."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from campus.accounts import actors
from campus.core import clock
from campus.core.components import dates
from campus.core.refusals import in_their_language
from learners import kiosk
from learners.middleware import device_cookie
from learners.record_kinds import kinds
from tests.factories import providers as make

pytestmark = pytest.mark.django_db
LANGUAGE, HOME, SIGN_IN = "/learn/language/", "/learn/", "/learn/sign-in/"


@pytest.fixture(autouse=True)
def _no_language_is_left_behind():
    """A request in Welsh leaves its thread in Welsh until the next request."""
    with translation.override("en-gb"):
        yield


@pytest.fixture
def tablet() -> Client:
    """An enrolled tablet at which nobody is signed in."""
    _device, key = kiosk.enrol_demo_device(by=actors.system(), establishment_id="LEI", at=clock.now())
    client = Client()
    client.cookies[device_cookie()] = key
    return client


def in_welsh(client: Client) -> Client:
    client.post(LANGUAGE, {"language": "cy", "back": HOME})
    return client


def read(response) -> str:
    return response.content.decode()


class TestSignIn:
    def test_is_in_welsh(self, tablet):
        page = read(in_welsh(tablet).get(SIGN_IN))
        assert '<html lang="cy"' in page
        assert "Teipiwch eich rhif carchar" in page and "Parhau" in page
        assert "Type your prison number" not in page

    def test_offers_english_in_english(self, tablet):
        assert '<button type="submit" name="language" value="en-gb" lang="en">English' in read(
            in_welsh(tablet).get(SIGN_IN)
        )

    def test_says_in_welsh_what_a_rule_refuses(self, tablet):
        in_welsh(tablet).post(SIGN_IN, {"number": "A1234BC"})
        page = read(tablet.post(reverse("learners:pin", urlconf="campus.urls.kiosk"), {"pin": "111222"}))
        assert "Nid yw’r rhif a’r PIN hwnnw yn cyd-fynd." in page
        assert "do not match" not in page

    def test_asks_in_welsh_for_what_is_missing(self, tablet):
        page = read(in_welsh(tablet).post(SIGN_IN, {"number": ""}))
        assert "Gwall:" in page and "Teipiwch eich rhif carchar yn gyntaf." in page and "Edrychwch ar hyn" in page


class TestHome:
    def test_is_in_welsh(self):
        page = read(in_welsh(make.at_kiosk(make.a_person())).get(HOME))
        assert '<html lang="cy"' in page
        for words in ("Helo, Daniel", "Hafan", "Fy nghynllun", "Gwaith", "Negeseuon", "Allgofnodi", "Campws Rhithwir"):
            assert words in page
        for words in ("Hello", "My plan", "Sign out", "You have no plan yet"):
            assert words not in page

    def test_is_in_english_until_it_is_asked_for(self):
        page = read(make.at_kiosk(make.a_person()).get(HOME))
        assert '<html lang="en-gb"' in page and "Hello, Daniel" in page


class TestPlurals:
    @pytest.mark.parametrize(
        ("number", "noun"), [(0, "cofnod"), (1, "cofnod"), (2, "gofnod"), (3, "chofnod"), (6, "chofnod"), (5, "cofnod")]
    )
    def test_follow_the_number(self, number, noun):
        receipt = SimpleNamespace(complete=True, total=number)
        with translation.override("cy"):
            note = render_to_string("transfers/kiosk/note.html", {"card": {"receipt": receipt}})
        assert f"Daeth {number} {noun} gyda chi, 0 ar goll." in note

    @pytest.mark.parametrize(
        ("number", "said"), [(1, "1 flwyddyn"), (2, "2 flynedd"), (3, "3 blynedd"), (6, "6 blynedd"), (7, "7 mlynedd")]
    )
    def test_of_years_take_each_form(self, number, said):
        with translation.override("cy"):
            assert ngettext("%(count)d year", "%(count)d years", number) % {"count": number} == said


class TestDates:
    def test_are_written_in_welsh(self):
        with translation.override("cy"):
            assert dates.weekday_date(dt.date(2026, 11, 23)) == "Dydd Llun 23 Tachwedd 2026"
            assert dates.table_date(dt.date(2027, 3, 1)) == "1 Maw 2027"
            assert dates.clock_time(dt.time(14)) == "2yp"
            assert dates.clock_time(dt.time(10, 42)) == "10:42yb"
            assert dates.distance(dt.date(2026, 11, 25), today=dt.date(2026, 11, 23)) == "ymhen 2 ddiwrnod"

    @pytest.mark.parametrize("month", range(1, 13))
    def test_name_no_month_in_english(self, month):
        day = dt.date(2027, month, 1)
        english = dates.long_date(day), dates.table_date(day)
        with translation.override("cy"):
            assert not {dates.long_date(day), dates.table_date(day)} & set(english)


class TestSentencesOfRules:
    @pytest.mark.parametrize(
        ("sentence", "welsh"),
        [
            ("This goal is not open now. Ask staff.", "Nid yw’r nod hwn ar agor nawr. Gofynnwch i staff."),
            ("Wait 1 minute or ask staff.", "Arhoswch 1 munud neu gofynnwch i staff."),
            ("Wait 2 minutes or ask staff.", "Arhoswch 2 funud neu gofynnwch i staff."),
            ("Wait 16 minutes or ask staff.", "Arhoswch 16 munud neu gofynnwch i staff."),
            ("Your message must be 4,000 letters or fewer.", "Rhaid i’ch neges fod yn 4,000 llythyren neu lai."),
        ],
    )
    def test_are_said_in_welsh_whatever_the_number(self, sentence, welsh):
        with translation.override("cy"):
            assert in_their_language(sentence) == welsh

    def test_stay_as_they_are_in_english(self):
        assert in_their_language("Wait 2 minutes or ask staff.") == "Wait 2 minutes or ask staff."

    def test_stay_as_they_are_when_the_catalogue_has_none(self):
        with translation.override("cy"):
            assert in_their_language("Room 7 is 100% full.") == "Room 7 is 100% full."


class TestReceipt:
    def test_names_the_kinds_in_welsh(self):
        lines = [SimpleNamespace(title=kind.title, before=1, after=1) for kind in kinds()]
        receipt = SimpleNamespace(complete=True, total=3, lines=lines, taken_at=dt.datetime(2027, 3, 10, tzinfo=dt.UTC))
        with translation.override("cy"):
            page = render_to_string("transfers/kiosk/receipt.html", {"receipt": receipt, "audience": "kiosk"})
        assert "Nodau" in page and "Atebion CV" in page and "10 Mawrth 2027" in page
        assert not [kind.title for kind in kinds() if kind.title not in ("CV", "CVs") and f">{kind.title}<" in page]

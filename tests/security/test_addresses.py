"""Odd questions in an address get a page or a "not found", never an error (transfers-access-security.md, section 4)."""

import pytest

from campus.core import audiences
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.security.world import routes

pytestmark = pytest.mark.django_db

ODD = [
    "%00", "%0d%0aSet-Cookie:x=1", "' OR 1=1 --", "9" * 400, "-1", "1e309", "%ff%fe", "\u202e\u0000", "＝cmd()",
    "{{7*7}}", "0001-01-01T00:00:00+23:59", "9999-12-31", "2026-01-01", "(a+)+$" * 20, "user__password__startswith",
]  # fmt: skip
LISTS = {
    "/staff/people/": ("q", "sort", "after"),
    "/staff/transfers/": ("before",),
    "/staff/printing/": ("page",),
    "/staff/audit/": ("person", "user", "before"),
    "/staff/audit/viewings/": ("person", "user", "before"),
}
ROLE_OF = {"/staff/audit/": ("DPO_SAR", None), "/staff/audit/viewings/": ("DPO_SAR", None)}


class TestLists:
    @pytest.mark.parametrize("address", LISTS)
    def test_answer_whatever_is_asked(self, address):
        LearnerFactory()
        role, place = ROLE_OF.get(address, ("EDU_MGR", "LEI"))
        client = providers.signed_in(posted(role, place).user, audiences.STAFF)
        client.raise_request_exception = False
        for name in LISTS[address]:
            for text in ODD:
                response = client.get(f"{address}?{name}={text}")
                assert response.status_code in (200, 404), (name, text)
                assert "Set-Cookie" not in str(response.headers.get("Location", ""))

    def test_of_people_are_sorted_by_nothing_that_was_not_offered(self):
        LearnerFactory()
        client = providers.signed_in(posted("EDU_MGR").user, audiences.STAFF)
        for sort in ("user__password", "created_by__username", "-date_of_birth", "name;drop"):
            assert client.get(f"/staff/people/?sort={sort}").status_code == 200

    def test_show_what_was_typed_as_text(self):
        client = providers.signed_in(posted("EDU_MGR").user, audiences.STAFF)
        page = client.get("/staff/people/?q=<script>alert(1)</script>{{7*7}}").content.decode()
        assert "<script>alert" not in page and "{{7*7}}" in page


class TestKioskQuestions:
    @pytest.mark.parametrize("text", ODD)
    def test_of_a_version_that_asks_itself_answer(self, text):
        client = providers.at_kiosk(providers.a_person())
        client.raise_request_exception = False
        assert client.get(f"/learn/?looked={text}").status_code == 200
        assert client.get(f"/learn/messages/new/?to={text}").status_code == 200

    @pytest.mark.parametrize(
        "back", ["//evil.example", "https://evil.example", "/staff/", "/learn/\\evil", "javascript:x"]
    )
    def test_lead_back_to_the_kiosk_only(self, back):
        client = providers.at_kiosk(providers.a_person())
        for address in ("/learn/language/", "/learn/settings/text-size/"):
            assert client.post(address, {"back": back})["Location"] == "/learn/", address


class TestMethods:
    @pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
    def test_that_no_page_has_are_refused(self, method):
        client = providers.signed_in(posted("EDU_MGR").user, audiences.STAFF)
        for address in ("/staff/", "/staff/people/", "/staff/devices/"):
            assert getattr(client, method)(address).status_code in (404, 405)

    def test_cannot_be_smuggled_in_a_field(self):
        learner = LearnerFactory()
        client = providers.signed_in(posted("EDU_MGR").user, audiences.STAFF)
        client.post(
            f"/staff/people/{learner.id}/plan/goals/add/", {"_method": "DELETE", "learner": "x", "status": "DONE"}
        )
        assert LearnerFactory._meta.model.objects.filter(id=learner.id).exists()


class TestAddresses:
    def test_hold_no_prison_number(self):
        """An address stays in logs and histories: a key says nothing (14.2.1)."""
        for door in ("staff", "portal", "kiosk"):
            for route, takes in routes(door).items():
                assert not {"number", "prison_number", "uln"} & set(takes) or route in (
                    "cvs:page",
                    "cvs:picture",
                    "packages:my-part",
                ), route

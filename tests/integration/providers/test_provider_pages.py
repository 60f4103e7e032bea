"""The staff pages of providers."""

import pytest

from campus.core.audiences import STAFF
from tests.factories import providers as make
from tests.questions import questions

pytestmark = pytest.mark.django_db


class TestProviders:
    def test_counts_workers_and_people_here(self) -> None:
        organisation = make.an_organisation()
        worker = make.a_worker(organisation)
        make.a_pair(worker=worker, at="LEI")
        make.a_pair(worker=worker, at="HLI")
        staff = make.signed_in(make.staff("EDU_MGR").user, STAFF)
        page = staff.get("/staff/providers/").content.decode()
        assert organisation.name in page and "work with 1 person here" in page
        page = staff.get(f"/staff/providers/{organisation.id}/").content.decode()
        assert "1 person here" in page and page.count("Osei, Daniel") == 1 and "Tom Ellis" in page

    def test_hides_closed_organisations_and_legal_advisers(self) -> None:
        staff = make.signed_in(make.staff("EDU_MGR").user, STAFF)
        for fields in ({"status": "CLOSED"}, {"kind": "LEGAL_ADVISER"}):
            organisation = make.an_organisation("Hidden", **fields)
            assert staff.get(f"/staff/providers/{organisation.id}/").status_code == 404
        assert "Hidden" not in staff.get("/staff/providers/").content.decode()

    def test_is_404_without_the_permission(self) -> None:
        assert make.signed_in(make.a_moderator().user, STAFF).get("/staff/providers/").status_code == 404

    def test_asks_the_same_number_of_questions_for_1_and_30(self) -> None:
        staff = make.signed_in(make.staff("EDU_MGR").user, STAFF)
        organisation, counts = make.an_organisation(), []
        for more in (1, 29):
            for _ in range(more):
                make.a_pair(worker=make.a_worker(organisation))
                make.a_pair(worker=make.a_worker())
            for url in ("/staff/providers/", f"/staff/providers/{organisation.id}/"):
                counts.append(questions(staff, url))
        assert counts[:2] == counts[2:]

"""Qualifications from before prison at the staff door: a level, then a subject and a grade, then the list."""

import pytest

from plans.models import Qualification
from tests.factories import plans_induction as factory
from tests.factories import providers
from tests.integration.plans.test_induction_staff_pages import shown
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return providers.a_person()


class TestQualificationPages:
    def test_lead_from_the_level_to_the_list_and_back_into_the_induction(self, learner):
        client, base = staff("CIAG"), f"/staff/people/{learner.id}"
        response = client.post(
            f"{base}/induction/any-qualifications/", {"has_qualifications": "YES", "lock_version": "0"}
        )
        assert response["Location"] == f"{base}/qualifications/?in=induction"
        response = client.post(f"{base}/qualifications/add/?in=induction", {"level": "LEVEL_2"})
        assert response["Location"] == f"{base}/qualifications/add/level_2/?in=induction"
        response = client.post(response["Location"], {"subject": "Maths", "grade": "5"})
        assert response["Location"] == f"{base}/qualifications/?in=induction"
        page = shown(client, response["Location"])
        assert "Maths" in page and "Level 2" in page and f"{base}/induction/training/" in page

    @pytest.mark.parametrize(
        ("sent", "sentence"), [({}, "Enter the subject"), ({"subject": "x" * 101}, "letters or fewer")]
    )
    def test_keep_what_was_typed(self, learner, sent, sentence):
        response = staff("TUTOR").post(f"/staff/people/{learner.id}/qualifications/add/level_2/", sent)
        assert response.status_code == 422 and sentence in response.content.decode()

    def test_remove_and_put_back(self, learner):
        row, client = factory.a_qualification(learner), staff("TUTOR")
        one = f"/staff/people/{learner.id}/qualifications/{row.id}"
        page = client.post(f"{one}/remove/", {}, follow=True).content.decode()
        assert "Maths removed. You can put it back." in page and "No qualifications from before prison" in page
        assert "Maths is on the list again." in client.post(f"{one}/put-back/", {}, follow=True).content.decode()
        client.post(f"{one}/remove/", {})
        assert client.post(f"{one}/remove/", {}).status_code == 302
        assert Qualification.objects.get().removed_at is not None

    def test_of_another_person_are_not_found(self, learner):
        other = factory.a_qualification(providers.a_person())
        address = f"/staff/people/{learner.id}/qualifications/{other.id}/remove/"
        assert staff("TUTOR").post(address, {}).status_code == 404

    def test_stand_under_education_with_who_said_so(self, learner):
        factory.held(learner)
        factory.a_qualification(learner)
        page = shown(staff("POM"), f"/staff/people/{learner.id}/education/")
        assert "Education before prison" in page and "Maths, Level 2, grade 5" in page
        assert "Secondary school, took exams" in page and f"{learner.id}/qualifications/" not in page
        assert f"{learner.id}/qualifications/" in shown(staff("TUTOR"), f"/staff/people/{learner.id}/education/")

    @pytest.mark.parametrize("page", ["qualifications/", "education/", "interests/"])
    def test_ask_as_often_for_one_as_for_thirty(self, learner, page):
        factory.held(learner)
        clients = {role: staff(role) for role in ("EDU_MGR", "TUTOR")}
        address = f"/staff/people/{learner.id}/{page}"
        same_for_one_and_for_thirty(clients, address, lambda: factory.a_qualification(learner))

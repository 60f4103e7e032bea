"""Ratings of skills: by staff, by the person, and what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from campus.audit.models import Event
from campus.core.errors import NotYours, Refused
from learners.models import TimelineEvent
from plans.actions import skills as actions
from plans.models import SkillRating
from plans.rules.skills import Skill
from plans.selectors import skills as selectors
from tests.factories import plans_induction as factory
from tests.factories import providers
from tests.factories.accounts import posted
from tests.integration.plans.test_plan_pages import READERS, questions, same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
AT = factory.AT
SENT = {
    "skill": "TEAMWORK", "rating": "2", "evidence": "Helped a new person.", "session": "INDUSTRIES_REVIEW",
    "session_name": "Laundry",
}  # fmt: skip


def own(learner, skill="TEAMWORK", rating=4, at=AT):
    return actions.rate_own(by=providers.themselves(learner), learner_id=learner.id, skill=skill, rating=rating, at=at)


class TestRate:
    @pytest.mark.parametrize("role", READERS)
    def test_is_for_any_staff_who_work_with_the_person(self, role):
        learner, by = providers.a_person(), posted(role)
        rated = factory.a_rating(learner, by=by)
        assert (rated.created_by_id, rated.session_name, rated.by_learner) == (by.user_id, "Laundry", False)
        assert Event.objects.filter(learner_id=learner.id, verb="skill.rated").count() == 1
        assert TimelineEvent.objects.get(learner=learner).facts["skill"] == "Teamwork"

    @pytest.mark.parametrize(("role", "place"), [("TUTOR", "HLI"), ("SEC", "LEI"), ("NAT_VIEW", None)])
    def test_is_for_nobody_else(self, role, place):
        learner = providers.a_person()
        for by in (posted(role, place), providers.themselves(learner)):
            with pytest.raises(NotYours):
                factory.a_rating(learner, by=by)

    def test_names_a_place_only_where_one_is_asked_for(self):
        rated = factory.a_rating(providers.a_person(), session="CIAG_REVIEW", session_name="Laundry")
        assert rated.session_name == ""

    def test_saves_nothing_without_evidence(self):
        learner = providers.a_person()
        with pytest.raises(Refused):
            factory.a_rating(learner, evidence=" ")
        assert not SkillRating.objects.exists()

    def test_of_oneself_is_for_oneself_alone(self):
        learner, other = providers.a_person(), providers.a_person(given_name="Rhys")
        assert own(learner).by_learner
        with pytest.raises(NotYours):
            actions.rate_own(by=providers.themselves(other), learner_id=learner.id, skill="PLANNING", rating=1, at=AT)


class TestDatabase:
    def test_changes_and_deletes_no_rating(self):
        rated = factory.a_rating(providers.a_person())
        with pytest.raises(ProgrammingError, match=r"Cannot (update|delete)"), transaction.atomic():
            SkillRating.objects.filter(id=rated.id).update(rating=4)
        with pytest.raises(ProgrammingError, match=r"Cannot (update|delete)"), transaction.atomic():
            rated.delete()

    @pytest.mark.parametrize(
        "broken",
        [
            {"rating": 0}, {"rating": 5}, {"session": ""}, {"by_learner": True},
            {"session": "EDUCATION_REVIEW", "session_name": ""},
        ],
    )  # fmt: skip
    def test_holds_states_together(self, broken):
        rated = factory.a_rating(providers.a_person())
        rated.pk = None
        for name, value in broken.items():
            setattr(rated, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            SkillRating.objects.create(**{
                f.attname: getattr(rated, f.attname) for f in SkillRating._meta.concrete_fields if f.name != "id"
            })  # fmt: skip


class TestLines:
    def test_show_the_latest_two_of_staff_and_the_latest_own(self):
        learner = providers.a_person()
        for day, rating in enumerate((1, 2, 3)):
            factory.a_rating(learner, rating=rating, at=AT + dt.timedelta(days=day))
            own(learner, rating=4 - rating + 1, at=AT + dt.timedelta(days=day))
        line = next(one for one in selectors.lines_of(learner.id) if one.skill == Skill.TEAMWORK)
        assert (line.now.rating, line.before.rating, line.own.rating) == (3, 2, 2)

    def test_of_one_skill_come_in_pages(self):
        learner = providers.a_person()
        for _ in range(selectors.PAGE_SIZE + 1):
            own(learner)
        assert selectors.page_of(learner.id, Skill.TEAMWORK).more
        assert len(selectors.page_of(learner.id, Skill.TEAMWORK, 2).rows) == 1


class TestStaffPages:
    def test_show_a_correction_beside_what_it_corrects(self):
        learner = providers.a_person()
        client = staff("POM")
        for rating in ("2", "4"):
            sent = {**SENT, "rating": rating}
            assert client.post(f"/staff/people/{learner.id}/skills/rate/", sent).status_code == 302
        page = client.get(f"/staff/people/{learner.id}/skills/").content.decode()
        assert "Very confident" in page and "Little confidence" in page
        every = client.get(f"/staff/people/{learner.id}/skills/teamwork/").content.decode()
        assert every.count("Helped a new person.") == 2 and "Workshop: Laundry" in every

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"evidence": ""}, "Write what you saw"), ({"session_name": ""}, "Enter the name of the workshop"),
            ({"session": "EDUCATION_REVIEW", "session_name": " "}, "Enter the name of the course"),
            ({"rating": ""}, "Choose how confident Daniel is"), ({"skill": ""}, "Choose a skill"),
        ],
    )  # fmt: skip
    def test_keep_what_was_typed_when_something_is_missing(self, changed, sentence):
        learner = providers.a_person()
        response = staff("KEYW").post(f"/staff/people/{learner.id}/skills/rate/", {**SENT, **changed})
        page = response.content.decode()
        assert response.status_code == 422 and sentence in page
        assert not SkillRating.objects.exists()
        assert changed.keys() & {"evidence"} or "Helped a new person." in page

    def test_offer_no_form_to_who_may_only_read(self):
        learner = providers.a_person()
        page = staff("NAT_VIEW").get(f"/staff/people/{learner.id}/skills/").content.decode()
        assert "Rate a skill" not in page and "No skill is rated yet" in page

    @pytest.mark.parametrize("page", ["skills/", "skills/teamwork/"])
    def test_ask_as_often_for_one_rating_as_for_thirty(self, page):
        learner = providers.a_person()
        clients = {role: staff(role) for role in (*READERS, "NAT_VIEW")}
        same_for_one_and_for_thirty(
            clients, f"/staff/people/{learner.id}/{page}", lambda: (factory.a_rating(learner), own(learner))
        )

    def test_of_no_skill_are_not_found(self):
        learner = providers.a_person()
        assert staff("POM").get(f"/staff/people/{learner.id}/skills/juggling/").status_code == 404


class TestKioskPages:
    def test_lead_from_skill_to_skill(self):
        learner = providers.a_person()
        client = providers.at_kiosk(learner)
        response = client.post("/learn/plan/skills/teamwork/", {"rating": "3"})
        assert response["Location"] == "/learn/plan/skills/timekeeping/"
        assert client.post("/learn/plan/skills/creativity/", {"rating": "1"})["Location"] == "/learn/plan/skills/"
        page = client.get("/learn/plan/skills/").content.decode()
        assert "You say: Quite sure" in page and "You have rated 2 skills." in page

    def test_ask_for_an_answer(self):
        learner = providers.a_person()
        response = providers.at_kiosk(learner).post("/learn/plan/skills/teamwork/", {})
        assert response.status_code == 422 and "Choose one answer" in response.content.decode()

    def test_show_what_staff_saw_and_not_who_they_are(self):
        learner = providers.a_person()
        by = posted("TUTOR", given_name="Zebedee", family_name="Quill")
        factory.a_rating(learner, by=by)
        page = providers.at_kiosk(learner).get("/learn/plan/skills/").content.decode()
        assert "Staff say: A bit sure, at work in prison" in page and "Helped a new person." in page
        assert "Zebedee" not in page and "Quill" not in page

    def test_ask_as_often_for_one_rating_as_for_thirty(self):
        learner = providers.a_person()
        client = providers.at_kiosk(learner)
        same_for_one_and_for_thirty(
            {"learner": client}, "/learn/plan/skills/", lambda: (factory.a_rating(learner), own(learner))
        )
        assert questions(client, "/learn/plan/skills/teamwork/") < 30

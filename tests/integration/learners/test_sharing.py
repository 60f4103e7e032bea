"""The register of what people share: given, withdrawn at once, and read by every page that looks outside."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction

from campus.audit.models import Event
from campus.core import clock
from campus.core.errors import NotYours, Refused
from learners import actions, sharing
from learners.models import SharingChoice, TimelineEvent
from learners.rules import SharedThing, SharedWith
from plans import actions as plans
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.sharing import AT, shared, stopped
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
GOAL = "Get a job in a warehouse"


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def a_goal(learner, title=GOAL) -> None:
    plans.add_goal(
        by=posted("EDU_MGR", learner.current_establishment_id), learner_id=learner.id, title=title,
        target_on=dt.date(2099, 1, 1), note="", steps=["Start"], at=clock.now(),
    )  # fmt: skip


class TestChoices:
    def test_are_given_and_withdrawn_at_once(self):
        pair = providers.a_pair()
        organisation = pair.assignment.organisation_id
        assert not sharing.allows(pair.learner.id, SharedThing.GOALS, organisation)
        choice = shared(pair.learner, organisation_id=organisation)
        assert sharing.allows(pair.learner.id, SharedThing.GOALS, organisation)
        stopped(pair.learner, organisation_id=organisation)
        assert not sharing.allows(pair.learner.id, SharedThing.GOALS, organisation)
        choice.refresh_from_db()
        assert (choice.given_by_way, choice.withdrawn_by_way) == ("KIOSK", "KIOSK")

    def test_hold_for_one_thing_and_one_organisation(self):
        pair, other = providers.a_pair(), providers.an_organisation()
        shared(pair.learner, organisation_id=pair.assignment.organisation_id)
        assert not sharing.allows(pair.learner.id, SharedThing.RESULTS, pair.assignment.organisation_id)
        assert not sharing.allows(pair.learner.id, SharedThing.GOALS, other.id)
        assert not sharing.allows(LearnerFactory().id, SharedThing.GOALS, pair.assignment.organisation_id)

    def test_can_be_for_employers_and_the_learning_records_service(self):
        learner = LearnerFactory()
        shared(learner, "QUALIFICATIONS", "LEARNING_RECORDS_SERVICE")
        assert sharing.allows_kind(learner.id, SharedThing.QUALIFICATIONS, SharedWith.LEARNING_RECORDS_SERVICE)
        assert not sharing.allows_kind(learner.id, SharedThing.QUALIFICATIONS, SharedWith.EMPLOYERS)

    def test_leave_a_line_for_the_person_and_for_the_audit(self):
        pair = providers.a_pair()
        shared(pair.learner, organisation_id=pair.assignment.organisation_id)
        stopped(pair.learner, organisation_id=pair.assignment.organisation_id)
        rows = TimelineEvent.objects.filter(learner=pair.learner, kind__startswith="SHARING").order_by("id")
        assert [row.kind for row in rows] == ["SHARING_GIVEN", "SHARING_WITHDRAWN"]
        assert rows[0].facts == {"thing": "Goals", "party": pair.assignment.organisation.name}
        verbs = Event.objects.filter(learner_id=pair.learner.id, verb__startswith="sharing").order_by("id")
        assert [event.verb for event in verbs] == ["sharing.given", "sharing.withdrawn"]

    @pytest.mark.parametrize(
        ("what", "party"), [("SUPPORT", "EMPLOYERS"), ("GOALS", "EMPLOYERS"), ("RESULTS", "LEARNING_RECORDS_SERVICE")]
    )
    def test_of_some_things_are_not_offered(self, what, party):
        with pytest.raises(Refused, match="cannot be shared"):
            shared(LearnerFactory(), what, party)

    def test_name_an_organisation_that_is_open_or_a_kind_and_never_both(self):
        learner, closed = LearnerFactory(), providers.an_organisation(status="CLOSED")
        for party, organisation in [
            ("ORGANISATION", None), ("ORGANISATION", closed.id), ("EMPLOYERS", providers.an_organisation().id),
        ]:  # fmt: skip
            with pytest.raises(Refused):
                shared(learner, "COURSES", party, organisation)

    def test_are_given_once_and_may_be_given_again(self):
        learner = LearnerFactory()
        shared(learner, "COURSES", "EMPLOYERS")
        with pytest.raises(Refused, match="already"):
            shared(learner, "COURSES", "EMPLOYERS")
        stopped(learner, "COURSES", "EMPLOYERS")
        with pytest.raises(Refused, match="not shared now"):
            stopped(learner, "COURSES", "EMPLOYERS")
        shared(learner, "COURSES", "EMPLOYERS")

    def test_are_held_to_one_by_the_database(self):
        choice = shared(LearnerFactory(), "COURSES", "EMPLOYERS")
        choice.pk = LearnerFactory().id
        with pytest.raises(IntegrityError), transaction.atomic():
            choice.save(force_insert=True)

    def test_are_written_down_by_staff_who_were_told(self):
        learner = LearnerFactory()
        said = {"learner_id": learner.id, "what": "COURSES", "party": "EMPLOYERS", "organisation_id": None, "at": AT}
        assert actions.share(by=posted("CIAG"), **said).given_by_way == "STAFF"
        for by in (posted("TUTOR"), posted("EDU_MGR", "HLI"), as_learner(LearnerFactory())):
            with pytest.raises(NotYours):
                actions.stop_sharing(by=by, **said)

    def test_are_read_for_many_in_one_query(self, django_assert_num_queries):
        pairs = [providers.a_pair(family_name=f"P{n}") for n in range(3)]
        for pair in pairs[:2]:
            shared(pair.learner, organisation_id=pair.assignment.organisation_id)
        with django_assert_num_queries(1):
            found = sharing.shared(
                [p.learner.id for p in pairs], SharedThing.GOALS, [p.assignment.organisation_id for p in pairs]
            )
        assert found == {(p.learner.id, p.assignment.organisation_id) for p in pairs[:2]}


class TestPortal:
    """What a worker sees of somebody: nothing of the plan, unless and as long as the person shares it."""

    @pytest.fixture
    def seen(self):
        pair = providers.a_pair()
        a_goal(pair.learner)
        thread = providers.written_by(pair.worker, pair).thread_id
        client = providers.signed_in(pair.worker.user, "portal")

        def pages() -> list[str]:
            return [text(client.get(address)) for address in ("/provider/", f"/provider/messages/{thread}/")]

        return pair, pages

    def test_shows_goals_only_while_they_are_shared(self, seen):
        pair, pages = seen
        assert not any(GOAL in page for page in pages())
        shared(pair.learner, organisation_id=pair.assignment.organisation_id)
        assert all(GOAL in page for page in pages())
        stopped(pair.learner, organisation_id=pair.assignment.organisation_id)
        assert not any(GOAL in page for page in pages())

    def test_shows_goals_to_no_other_organisation(self, seen):
        pair, pages = seen
        shared(pair.learner, organisation_id=providers.an_organisation().id)
        assert not any(GOAL in page for page in pages())

    def test_shows_no_goals_when_only_something_else_is_shared(self, seen):
        pair, pages = seen
        shared(pair.learner, "RESULTS", organisation_id=pair.assignment.organisation_id)
        assert not any(GOAL in page for page in pages())

    def test_asks_as_much_for_thirty_people_as_for_one(self):
        worker = providers.a_worker()
        client = providers.signed_in(worker.user, "portal")

        def more():
            pair = providers.a_pair(worker=worker)
            a_goal(pair.learner)
            shared(pair.learner, organisation_id=pair.assignment.organisation_id)

        same_for_one_and_for_thirty({"worker": client}, "/provider/", more)


class TestPages:
    def test_of_the_kiosk_share_and_stop(self):
        pair = providers.a_pair()
        client = providers.at_kiosk(pair.learner)
        assert "You share nothing with people outside." in text(client.get("/learn/about-me/sharing/"))
        sent = {"what": "GOALS", "party": str(pair.assignment.organisation_id)}
        done = client.post("/learn/about-me/sharing/change/", {**sent, "share": "on"})
        assert done["Location"] == "/learn/about-me/sharing/"
        assert "You share 1 thing with people outside." in text(client.get("/learn/about-me/sharing/"))
        client.post("/learn/about-me/sharing/change/", sent)
        assert SharingChoice.objects.get().withdrawn_at is not None
        again = client.post("/learn/about-me/sharing/change/", sent)
        assert again.status_code == 422 and "This is not shared now." in text(again)

    @pytest.mark.parametrize("party", ["nobody", "", "00000000-0000-0000-0000-000000000000"])
    def test_of_the_kiosk_know_nobody_else(self, party):
        pair = providers.a_pair()
        sent = {"what": "GOALS", "party": party, "share": "on"}
        assert providers.at_kiosk(pair.learner).post("/learn/about-me/sharing/change/", sent).status_code == 422
        assert not SharingChoice.objects.exists()

    def test_of_staff_show_and_write_down(self):
        pair = providers.a_pair()
        address = f"/staff/people/{pair.learner.id}/sharing/"
        sent = {"what": "COURSES", "party": "EMPLOYERS", "share": "on"}
        assert staff("TUTOR").post(f"{address}change/", sent).status_code == 404
        staff("CIAG").post(f"{address}change/", sent)
        page = text(staff("TUTOR").get(address))
        assert "as told to staff" in page and "Withdraw" not in page
        assert "Withdraw" in text(staff("EDU_MGR").get(address))

    def test_ask_the_same_for_one_choice_and_for_thirty(self):
        learner = LearnerFactory()
        as_learner(learner)

        def more():
            shared(learner, "COURSES", "ORGANISATION", providers.an_organisation().id)

        same_for_one_and_for_thirty({"EDU_MGR": staff("EDU_MGR")}, f"/staff/people/{learner.id}/sharing/", more)
        same_for_one_and_for_thirty({"self": providers.at_kiosk(learner)}, "/learn/about-me/sharing/", more)

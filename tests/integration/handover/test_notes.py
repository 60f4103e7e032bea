"""The note: drafted from the record, written by the sender, read by the receiver, and by the person in the end."""

import datetime as dt

import pytest

from campus.core import clock
from campus.core.errors import NotYours, Refused, StaleEdit
from tests.factories import courses, handover, needs, providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.plans_goals import a_goal, a_request
from transfers.handover.actions import notes
from transfers.handover.models import HandOver, HandOverVersion
from transfers.handover.rules import NOTHING_KNOWN

pytestmark = pytest.mark.django_db


def write(case, by, text="Daniel likes short tasks.", first=(), number=0, at=None):
    return notes.write(by=by, case_id=case.id, text=text, first=first, number=number, at=at or clock.now())


class TestDraft:
    def test_goes_when_nobody_writes(self):
        learner = LearnerFactory()
        a_goal(learner, "Get a job", n=1)
        courses.enrolled(learner)
        a_request(learner)
        case = handover.moved(learner)
        note = HandOver.objects.get(case=case)
        assert not note.is_written
        assert "Get a job: Step 1" in note.text and "Maths Level 1" in note.text
        assert note.first[0] == "Answer: a meeting about the plan"

    def test_is_not_empty_for_somebody_of_whom_nothing_is_known(self):
        assert HandOver.objects.get(case=handover.moved(LearnerFactory())).text == NOTHING_KNOWN

    def test_names_no_diagnosis(self):
        learner = LearnerFactory()
        needs.with_needs(learner)
        note = HandOver.objects.get(case=handover.moved(learner))
        from plans.needs.models import Condition

        for condition in Condition.objects.filter(learner=learner):
            assert not condition.name or condition.name not in note.text
            assert not condition.details or condition.details not in note.text

    def test_is_made_at_departure_and_stays_at_arrival(self):
        learner = LearnerFactory()
        case = handover.departed(learner)
        note = HandOver.objects.get(case=case)
        handover.moved(learner)
        assert HandOver.objects.get(learner=learner).id == note.id


class TestWriting:
    def test_is_for_staff_of_the_prison_that_was_left(self):
        learner = LearnerFactory()
        by = posted("TUTOR")
        case = handover.moved(learner)
        note = write(case, by, first=["Ring his mother about the course"])
        assert (note.number, note.written_by_id, note.first) == (1, by.user_id, ["Ring his mother about the course"])
        assert HandOverVersion.objects.filter(hand_over=note).count() == 1
        for stranger in (posted("TUTOR", "HLI"), posted("TUTOR", "WWI"), posted("KEYW"), posted("NAT_VIEW", None)):
            with pytest.raises(NotYours):
                write(case, stranger, number=1)

    def test_keeps_each_version(self):
        case = handover.moved(LearnerFactory())
        by = posted("TUTOR")
        write(case, by, "One")
        note = write(case, by, "Two", number=1)
        assert list(note.versions.order_by("number").values_list("text", flat=True)) == ["One", "Two"]
        with pytest.raises(StaleEdit):
            write(case, by, "Three", number=1)

    def test_ends_after_five_working_days(self):
        case = handover.moved(LearnerFactory())
        until = HandOver.objects.get(case=case).edit_until_on
        last = dt.datetime.combine(until, dt.time(17), tzinfo=clock.LONDON)
        write(case, posted("TUTOR"), at=last)
        with pytest.raises(Refused, match="final"):
            write(case, posted("TUTOR"), number=1, at=last + dt.timedelta(days=1))

    def test_on_the_page_starts_from_the_draft_and_keeps_what_was_typed(self):
        learner = LearnerFactory()
        a_goal(learner, "Get a job", n=1)
        case = handover.moved(learner)
        _, client = handover.staff("TUTOR")
        page = client.get(f"/staff/transfers/{case.id}/note/").content.decode()
        assert "Get a job: Step 1" in page and "1,500 letters" in page
        wrong = client.post(f"/staff/transfers/{case.id}/note/", {"text": "x" * 1501, "first": [], "lock_version": 0})
        assert wrong.status_code == 422 and "x" * 1501 in wrong.content.decode()
        client.post(f"/staff/transfers/{case.id}/note/", {"text": "Short tasks", "first": ["Ring"], "lock_version": 0})
        assert HandOver.objects.get(case=case).text == "Short tasks"
        assert "Written by" in client.get("/staff/transfers/left/").content.decode()

    def test_does_not_open_the_record_again(self):
        learner = LearnerFactory()
        case = handover.moved(learner)
        _, client = handover.staff("TUTOR")
        assert client.get(f"/staff/transfers/{case.id}/note/").status_code == 200
        assert client.get(f"/staff/people/{learner.id}/").status_code == 404
        assert client.get(f"/staff/transfers/{case.id}/").status_code == 404


class TestReading:
    def test_leaves_a_receipt_once_a_version(self):
        case = handover.moved(LearnerFactory())
        sender = posted("TUTOR")
        write(case, sender, "One")
        receiver, client = handover.staff("CIAG", "HLI")
        assert "One" in client.get(f"/staff/transfers/{case.id}/").content.decode()
        note = HandOver.objects.get(case=case)
        first = note.read_at
        assert (note.read_by_id, note.read_number) == (receiver.user_id, 1)
        client.get(f"/staff/transfers/{case.id}/")
        assert HandOver.objects.get(case=case).read_at == first
        write(case, sender, "Two", number=1)
        client.get(f"/staff/transfers/{case.id}/")
        assert HandOver.objects.get(case=case).read_number == 2

    def test_at_the_tablet_shows_the_final_note_and_the_worker(self):
        learner = LearnerFactory()
        case = handover.moved(learner)
        write(case, posted("TUTOR"), "Daniel likes short tasks.", ["Ring the workshop"])
        as_learner(learner)
        client = providers.at_kiosk(learner)
        assert "short tasks" not in client.get("/learn/plan/receipt/").content.decode()
        by, at_hull = handover.staff(at="HLI", given_name="Sam")
        at_hull.post(f"/staff/transfers/{case.id}/", {"worker": str(by.user_id)})
        page = client.get("/learn/plan/receipt/").content.decode()
        assert "Daniel likes short tasks." in page and "Ring the workshop" in page
        assert "Your plan is now with Sam." in page


class TestLists:
    def test_show_who_came_by_need_and_filter(self):
        first = handover.somebody_who_came(family_name="Early")
        second = handover.somebody_who_came(family_name="Later")
        actor, client = handover.staff()
        notes.give_to(by=actor, case_id=second.id, user_id=actor.user_id, at=clock.now())
        page = client.get("/staff/transfers/").content.decode()
        assert page.index("Early, Daniel") < page.index("Later, Daniel")
        mine = client.get("/staff/transfers/?who=mine").content.decode()
        assert "Later, Daniel" in mine and "Early, Daniel" not in mine
        nobodys = client.get("/staff/transfers/?who=unassigned").content.decode()
        assert "Early, Daniel" in nobodys and "Later, Daniel" not in nobodys
        assert "Early, Daniel" not in client.get("/staff/transfers/?who=overdue").content.decode()
        assert first.learner_id != second.learner_id

    def test_show_who_is_late(self):
        case = handover.somebody_who_came(family_name="Early")
        type(case).objects.filter(id=case.id).update(arrived_at=clock.now() - dt.timedelta(days=9))
        _, client = handover.staff()
        page = client.get("/staff/transfers/?who=overdue").content.decode()
        assert "Early, Daniel" in page and "Late since" in page

    def test_count_in_the_navigation_for_those_who_accept(self):
        handover.somebody_who_came()
        assert "1" in handover.staff()[1].get("/staff/").content.decode().split("Transfers")[1][:120]

    def test_show_every_prison_to_those_who_reach_everybody(self):
        handover.somebody_who_came("LEI", family_name="Leedsman")
        handover.somebody_who_came("WWI", family_name="Londoner")
        _, client = handover.staff("NAT_STEWARD", None)
        page = client.get("/staff/transfers/").content.decode()
        assert "Leedsman" in page and "Londoner" in page
        assert "Leedsman" not in client.get("/staff/transfers/?prison=WWI").content.decode()

    @pytest.mark.parametrize("asked", ["after=x", "after=2026-01-01_x", "who=nonsense", "sort=nonsense", "prison=%00"])
    def test_survive_an_address_that_says_nothing(self, asked):
        handover.somebody_who_came()
        assert handover.staff()[1].get(f"/staff/transfers/?{asked}").status_code == 200
        assert handover.staff()[1].get(f"/staff/transfers/left/?{asked}").status_code == 200

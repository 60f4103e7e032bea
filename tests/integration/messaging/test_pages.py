"""The pages of messaging at each of the three doors, as a browser gets them."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campus.accounts.actors import Actor
from campus.core import clock
from campus.core.audiences import PORTAL, STAFF, URLCONFS
from providers.messaging import actions
from providers.messaging.models import Decision, Message, SafeguardingConcern, Thread
from providers.messaging.rules import State
from providers.models import Assignment
from tests.factories import providers as make
from tests.questions import questions

pytestmark = pytest.mark.django_db


def at(audience: str, name: str, *args: Any) -> str:
    return reverse(f"messaging:{name}", urlconf=URLCONFS[audience], args=args)


def door(actor: Actor, audience: str) -> Client:
    return make.signed_in(actor.user, audience)


class TestKiosk:
    def test_takes_a_person_from_nothing_to_a_message_being_checked(self) -> None:
        pair = make.a_pair()
        kiosk = make.at_kiosk(pair.learner)
        assert "You have no messages" in kiosk.get("/learn/messages/").content.decode()
        page = kiosk.get("/learn/messages/new/").content.decode()
        for words in ("Staff read each message first", "Rule 39", "In an emergency", "Tom Ellis"):
            assert words in page
        sent = {
            "to": str(pair.assignment.id),
            "subject": "Interview",
            "body": "Hello Tom",
            "form_token": str(uuid.uuid4()),
        }
        first, second = kiosk.post("/learn/messages/new/", sent), kiosk.post("/learn/messages/new/", sent)
        assert first.status_code == 302 and first["Location"] == second["Location"]
        assert Message.objects.count() == 1
        page = kiosk.get(first["Location"]).content.decode()
        assert "Being checked" in page and "Hello Tom" in page

    def test_keeps_what_was_typed_when_something_is_missing(self) -> None:
        pair = make.a_pair()
        kiosk = make.at_kiosk(pair.learner)
        answer = kiosk.post(
            "/learn/messages/new/", {"to": str(pair.assignment.id), "subject": "", "body": "Long words"}
        )
        assert answer.status_code == 422
        assert "Write what it is about." in answer.content.decode() and "Long words" in answer.content.decode()

    def test_says_why_a_message_was_not_sent_and_offers_it_again(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair, "Ring 07700 900 142", at=clock.now())
        actions.refuse(
            message_id=message.id, reason="PERSONAL_CONTACT_DETAILS", words="", by=make.a_moderator(), at=clock.now()
        )
        kiosk = make.at_kiosk(pair.learner)
        url = f"/learn/messages/{message.thread_id}/"
        assert "it had contact details" in kiosk.get(url).content.decode()
        assert kiosk.get(f"{url}?again={message.id}").content.decode().count("Ring 07700 900 142") == 2

    def test_marks_what_it_shows_as_read(self) -> None:
        pair = make.a_pair()
        message = make.approved(make.written_by(pair.worker, pair, at=clock.now()), at=clock.now())
        kiosk = make.at_kiosk(pair.learner)
        assert "You have 1 new message" in kiosk.get("/learn/messages/").content.decode()
        kiosk.get(f"/learn/messages/{message.thread_id}/")
        message.refresh_from_db()
        assert message.state == State.READ

    def test_answers_404_for_somebody_else(self) -> None:
        pair, other = make.a_pair(), make.a_pair()
        message = make.written_by(other.person, other)
        kiosk = make.at_kiosk(pair.learner)
        url = f"/learn/messages/{message.thread_id}/"
        assert kiosk.get(url).status_code == 404
        assert kiosk.post(url, {"body": "x"}).status_code == 404

    def test_asks_the_same_number_of_questions_for_1_and_30(self) -> None:
        pair = make.a_pair()
        kiosk = make.at_kiosk(pair.learner)
        counts = []
        for more in (1, 29):
            _conversations(pair, more)
            counts.append(questions(kiosk, "/learn/messages/"))
        assert counts[0] == counts[1]

    def test_opens_a_thread_of_30_with_as_many_questions_as_one_of_1(self) -> None:
        pair = make.a_pair()
        kiosk = make.at_kiosk(pair.learner)
        first = make.approved(make.written_by(pair.worker, pair))
        url = f"/learn/messages/{first.thread_id}/"
        before = questions(kiosk, url)
        for day in range(1, 30):
            make.approved(make.reply(pair.worker, first, at=make.AT + day * make.dt.timedelta(days=1)))
        assert questions(kiosk, url) == before


class TestPortal:
    def test_shows_name_and_prison_and_nothing_else(self) -> None:
        pair = make.a_pair(date_of_birth=make.dt.date(1994, 5, 3), release_on=make.dt.date(2027, 4, 8), cell="B2-014")
        message = make.approved(make.written_by(pair.person, pair, at=clock.now()), at=clock.now())
        portal = door(pair.worker, PORTAL)
        number = pair.learner.identifier_rows.get().value
        for url in (
            "/provider/",
            "/provider/messages/",
            f"/provider/messages/{message.thread_id}/",
            "/provider/messages/new/",
        ):
            page = portal.get(url).content.decode()
            assert "Daniel Osei" in page and "Leeds" in page
            for secret in (number, "B2-014", "1994", "2027"):
                assert secret not in page

    def test_leads_from_home_to_a_reply_that_is_checked(self) -> None:
        pair = make.a_pair()
        message = make.approved(make.written_by(pair.person, pair, at=clock.now()), at=clock.now())
        portal = door(pair.worker, PORTAL)
        home = portal.get("/provider/").content.decode()
        url = f"/provider/messages/{message.thread_id}/"
        assert "Reply to Daniel Osei" in home and url in home
        assert portal.post(url, {"body": "Yes, it is."}).status_code == 302
        assert "Being checked" in portal.get(url).content.decode()
        assert "Nothing is waiting for you." in portal.get("/provider/").content.decode()

    def test_tells_prison_staff_of_a_worry(self) -> None:
        pair = make.a_pair()
        message = make.approved(make.written_by(pair.person, pair))
        portal = door(pair.worker, PORTAL)
        url = f"/provider/messages/{message.thread_id}/worried/"
        assert portal.post(url, {"about": "SELF_HARM", "concern": ""}).status_code == 422
        assert portal.post(url, {"about": "SELF_HARM", "concern": "Daniel sounds low."}).status_code == 302
        assert SafeguardingConcern.objects.get().learner_id == pair.learner.id

    def test_answers_404_for_somebody_elses_person(self) -> None:
        pair, other = make.a_pair(), make.a_worker()
        message = make.approved(make.written_by(pair.person, pair))
        portal = door(other, PORTAL)
        for url in (f"/provider/messages/{message.thread_id}/", f"/provider/messages/{message.thread_id}/worried/"):
            assert portal.get(url).status_code == 404
            assert portal.post(url, {"body": "x", "about": "OTHER", "concern": "x"}).status_code == 404
        assert "Daniel" not in portal.get("/provider/").content.decode()

    def test_asks_the_same_number_of_questions_for_1_and_30(self) -> None:
        worker = make.a_worker()
        portal = door(worker, PORTAL)
        counts: dict[str, list[int]] = {"/provider/": [], "/provider/messages/": []}
        for more in (1, 29):
            for _ in range(more):
                pair = make.a_pair(worker=worker)
                make.approved(make.written_by(pair.person, pair))
            for url, seen in counts.items():
                seen.append(questions(portal, url))
        assert all(seen[0] == seen[1] for seen in counts.values()), counts


class TestModeration:
    def test_shows_no_words_before_the_message_is_taken(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        message = make.written_by(pair.person, pair, "My number is 07700 900 142", at=clock.now())
        staff = door(sam, STAFF)
        queue = staff.get("/staff/messages/").content.decode()
        assert "1 waiting" in queue and "Phone number" in queue and "First message" in queue
        url = f"/staff/messages/{message.id}/"
        for page in (queue, staff.get(url).content.decode()):
            assert "07700" not in page
        staff.post(f"{url}take/")
        assert "<mark>07700 900 142</mark>" in staff.get(url).content.decode()

    def test_decides_and_opens_the_next(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        first = make.written_by(pair.person, pair, at=clock.now())
        second = make.written_by(pair.person, pair, at=clock.now())
        staff = door(sam, STAFF)
        assert staff.post("/staff/messages/next/")["Location"] == f"/staff/messages/{first.id}/"
        answer = staff.post(f"/staff/messages/{first.id}/", {"decision": "SEND"})
        assert answer["Location"] == f"/staff/messages/{second.id}/"
        answer = staff.post(
            f"/staff/messages/{second.id}/", {"decision": "REFUSE", "reason": "OUTSIDE_PURPOSE", "words": ""}
        )
        assert answer["Location"] == "/staff/messages/"
        page = staff.get("/staff/messages/").content.decode()
        assert "No messages are waiting." in page
        assert Decision.objects.count() == 2
        assert "Sam Cole" in staff.get("/staff/messages/decided/").content.decode()

    def test_asks_for_what_belongs_to_the_decision(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        message = make.written_by(pair.person, pair, at=clock.now())
        staff = door(sam, STAFF)
        url = f"/staff/messages/{message.id}/"
        staff.post(f"{url}take/")
        for given, words in (
            ({}, "Choose what should happen"),
            ({"decision": "REFUSE"}, "Choose why it is not sent"),
            ({"decision": "PASS_ON"}, "Write what they should know"),
        ):
            answer = staff.post(url, given)
            assert answer.status_code == 422 and words in answer.content.decode()
        assert not Decision.objects.exists()

    def test_says_who_has_a_message_and_who_decided_it(self) -> None:
        pair, sam, ann = make.a_pair(), make.a_moderator(), make.a_moderator(given_name="Ann")
        message = make.written_by(pair.person, pair, at=clock.now())
        actions.claim(message_id=message.id, by=sam, at=clock.now())
        staff = door(ann, STAFF)
        url = f"/staff/messages/{message.id}/"
        assert "Sam Cole has this message until" in staff.get(url).content.decode()
        assert staff.post(url, {"decision": "SEND"}).status_code == 422
        make.approved(message, by=sam, at=clock.now())
        assert "Sam Cole decided this on" in staff.get(url).content.decode()

    def test_leaves_a_message_for_someone_else(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        message = make.written_by(pair.person, pair, at=clock.now())
        staff = door(sam, STAFF)
        staff.post(f"/staff/messages/{message.id}/take/")
        staff.post(f"/staff/messages/{message.id}/leave/")
        message.refresh_from_db()
        assert message.claimed_by_id is None

    def test_answers_404_at_another_prison_and_to_other_roles(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        hull, teacher = door(make.a_moderator(at="HLI"), STAFF), door(make.staff("TUTOR"), STAFF)
        for client in (hull, teacher):
            assert client.get(f"/staff/messages/{message.id}/").status_code == 404
            assert client.post(f"/staff/messages/{message.id}/take/").status_code == 404
        assert teacher.get("/staff/messages/").status_code == 404

    def test_closes_a_concern(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        make.written_by(pair.person, pair, "I want to die")
        staff, concern = door(sam, STAFF), SafeguardingConcern.objects.get()
        assert "The campus, by the words of a message" in staff.get("/staff/messages/concerns/").content.decode()
        url = f"/staff/messages/concerns/{concern.id}/"
        staff.post(f"{url}take/")
        assert "Sam Cole" in staff.get(url).content.decode()
        assert staff.post(url, {"words": "ACCT opened."}).status_code == 302
        assert "No concern is open." in staff.get("/staff/messages/concerns/").content.decode()

    @pytest.mark.parametrize("page", ["queue", "decided", "concerns"])
    def test_asks_the_same_number_of_questions_for_1_and_30(self, page: str) -> None:
        sam, counts = make.a_moderator(), []
        staff = door(sam, STAFF)
        for more in (1, 29):
            for _ in range(more):
                pair = make.a_pair()
                message = make.written_by(pair.person, pair, "I want to die")
                if page == "decided":
                    make.approved(message, by=sam)
            counts.append(questions(staff, at(STAFF, page)))
        assert counts[0] == counts[1]


class TestThePersonsTab:
    def test_shows_who_may_write_and_never_the_words(self) -> None:
        pair = make.a_pair()
        make.written_by(pair.person, pair, "Secret words")
        staff = door(make.staff("EDU_MGR"), STAFF)
        page = staff.get(at(STAFF, "person", pair.learner.id)).content.decode()
        assert "Tom Ellis" in page and "Warehouse interview" in page and "Assign a worker" in page
        assert "Secret words" not in page
        assert (
            "Assign a worker"
            not in door(make.staff("TUTOR"), STAFF).get(at(STAFF, "person", pair.learner.id)).content.decode()
        )

    def test_assigns_and_ends(self) -> None:
        learner, worker = make.a_person(), make.a_worker()
        staff = door(make.staff("EDU_MGR"), STAFF)
        url = at(STAFF, "assign", learner.id)
        assert staff.post(url, {"worker": "", "purpose": ""}).status_code == 422
        assert staff.post(url, {"worker": str(worker.postings[0].id), "purpose": "Job coaching"}).status_code == 302
        row = Assignment.objects.get()
        assert staff.post(at(STAFF, "end_assignment", learner.id, row.id), {"because": "DONE"}).status_code == 302
        assert Assignment.objects.open().count() == 0

    def test_is_404_at_another_prison(self) -> None:
        pair = make.a_pair()
        staff = door(make.staff("EDU_MGR", at="HLI"), STAFF)
        for name in ("person", "assign"):
            assert staff.get(at(STAFF, name, pair.learner.id)).status_code == 404

    def test_asks_the_same_number_of_questions_for_1_and_30(self) -> None:
        pair, counts = make.a_pair(), []
        staff = door(make.staff("EDU_MGR"), STAFF)
        for more in (1, 29):
            _conversations(pair, more)
            for _ in range(more):
                make.assigned(pair.learner, make.a_worker())
            counts.append(questions(staff, at(STAFF, "person", pair.learner.id)))
        assert counts[0] == counts[1]


def _conversations(pair: make.Pair, number: int) -> None:
    """Conversations that the worker began, some days apart, so that no limit is met."""
    for _ in range(number):
        day = Thread.objects.count()
        message = make.written_by(pair.worker, pair, at=make.AT + day * make.dt.timedelta(days=1))
        make.approved(message)

"""Starting, sending and reading, on real Postgres."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from campus.audit.models import Event
from campus.core.errors import NotYours, Refused
from providers import actions as provider_actions
from providers.messaging import actions, selectors
from providers.messaging.models import Message, SafeguardingConcern, Thread
from providers.messaging.rules import State
from providers.rules import EndedBecause
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


class TestStartThread:
    def test_holds_the_first_message_and_writes_who_did_it(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair, "My number is 07700 900 142")
        assert (message.state, message.seq, message.signs) == (State.HELD, 1, ["PHONE"])
        verbs = set(Event.objects.filter(learner_id=pair.learner.id).values_list("verb", flat=True))
        assert {"thread.started", "message.submitted"} <= verbs

    def test_is_refused_to_a_person_without_that_worker(self) -> None:
        pair, stranger = make.a_pair(), make.a_person()
        with pytest.raises(NotYours):
            make.written_by(make.themselves(stranger), pair)

    def test_is_refused_to_a_worker_of_somebody_else(self) -> None:
        pair, other = make.a_pair(), make.a_worker()
        with pytest.raises(NotYours):
            make.written_by(other, pair)

    def test_is_refused_when_the_organisation_turns_out_to_be_a_legal_adviser(self) -> None:
        pair = make.a_pair()
        organisation = pair.assignment.organisation
        organisation.kind = "LEGAL_ADVISER"
        organisation.save()
        with pytest.raises(Refused):
            make.written_by(pair.person, pair)
        assert not Thread.objects.exists()

    def test_is_refused_while_the_organisation_is_suspended(self) -> None:
        pair = make.a_pair()
        organisation = pair.assignment.organisation
        organisation.status = "SUSPENDED"
        organisation.save()
        with pytest.raises(Refused):
            make.written_by(pair.person, pair)

    def test_is_refused_after_release(self) -> None:
        pair = make.a_pair()
        pair.learner = make.moved(pair.learner, to=None)
        with pytest.raises(Refused):
            make.written_by(pair.worker, pair)

    def test_keeps_an_unchecked_subject_from_the_worker(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair, subject="Ring me on 07700 900 142")
        assert selectors.threads_for(pair.worker) == []
        assert selectors.conversation(pair.worker, message.thread_id, make.AT) is None
        make.approved(message)
        assert [t.id for t in selectors.threads_for(pair.worker)] == [message.thread_id]


class TestSend:
    def test_makes_one_message_of_one_nonce(self) -> None:
        pair = make.a_pair()
        first = make.approved(make.written_by(pair.person, pair))
        nonce = uuid.uuid4()
        same = {"thread_id": first.thread_id, "body": "Once", "nonce": nonce, "by": pair.worker, "at": make.AT}
        assert actions.send(**same).id == actions.send(**same).id
        assert Message.objects.filter(nonce=nonce).count() == 1

    def test_stops_a_person_after_ten_a_day_and_starts_again_at_midnight(self) -> None:
        pair = make.a_pair()
        first = make.written_by(pair.person, pair)
        for _ in range(9):
            make.reply(pair.person, first)
        with pytest.raises(Refused, match="10 messages today"):
            make.reply(pair.person, first)
        assert make.reply(pair.person, first, at=make.AT + dt.timedelta(days=1)).seq == 11

    def test_refuses_nothing_and_too_much(self) -> None:
        pair = make.a_pair()
        first = make.written_by(pair.person, pair)
        for body in ("  \n ", "\u200b", "a" * 4001):
            with pytest.raises(Refused):
                make.reply(pair.person, first, body)

    def test_is_refused_to_a_worker_whose_assignment_ended(self) -> None:
        pair = make.a_pair()
        first = make.approved(make.written_by(pair.person, pair))
        provider_actions.end(
            assignment_id=pair.assignment.id, because=EndedBecause.DONE, by=make.staff("EDU_MGR"), at=make.AT
        )
        with pytest.raises(NotYours):
            make.reply(pair.worker, first)
        assert selectors.conversation(pair.worker, first.thread_id, make.AT) is None
        with pytest.raises(Refused):
            make.reply(pair.person, first)

    def test_raises_a_concern_and_goes_to_the_front_when_it_speaks_of_self_harm(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair, "I want to die")
        assert message.urgent
        assert SafeguardingConcern.objects.get(message=message).about == "SELF_HARM"


class TestMarkRead:
    def test_reads_what_arrived_and_nothing_else(self) -> None:
        pair = make.a_pair()
        first = make.approved(make.written_by(pair.person, pair))
        make.reply(pair.person, first)
        assert selectors.unread_count(pair.worker) == 1
        assert actions.mark_read(thread_id=first.thread_id, by=pair.worker, at=make.AT) == 1
        assert actions.mark_read(thread_id=first.thread_id, by=pair.worker, at=make.AT) == 0
        assert list(Message.objects.order_by("seq").values_list("state", flat=True)) == [State.READ, State.HELD]

    def test_does_nothing_for_a_stranger(self) -> None:
        pair = make.a_pair()
        first = make.approved(make.written_by(pair.person, pair))
        assert actions.mark_read(thread_id=first.thread_id, by=make.a_worker(), at=make.AT) == 0


class TestTheDatabase:
    def test_never_changes_the_words(self) -> None:
        message = make.written_by(*_both())
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(id=message.id).update(body="Other words")

    def test_never_deletes_a_message(self) -> None:
        message = make.written_by(*_both())
        with pytest.raises(DatabaseError), transaction.atomic():
            Message.objects.filter(id=message.id).delete()

    @pytest.mark.parametrize("wrong", [{"state": "FLOWN"}, {"state": "DELIVERED"}, {"claimed_until": make.AT}])
    def test_refuses_a_state_that_does_not_hang_together(self, wrong: dict) -> None:
        message = make.written_by(*_both())
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(id=message.id).update(**wrong)


def _both() -> tuple:
    pair = make.a_pair()
    return pair.person, pair

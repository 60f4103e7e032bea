"""Claiming and deciding, on real Postgres."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from campus.accounts import actors
from campus.accounts.models import Posting
from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from providers import actions as provider_actions
from providers.messaging import actions, moderation, selectors
from providers.messaging.models import Decision, Message, Notice, SafeguardingConcern
from providers.messaging.rules import ConcernAbout, ConcernState, Outcome, Reason, State
from providers.rules import EndedBecause
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


class TestClaim:
    def test_is_for_fifteen_minutes_and_keeps_others_out(self) -> None:
        pair, one, two = make.a_pair(), make.a_moderator(given_name="Sam"), make.a_moderator(given_name="Ann")
        message = make.written_by(pair.person, pair)
        actions.claim(message_id=message.id, by=one, at=make.AT)
        with pytest.raises(Refused, match="Sam Cole has this message until 9:25am"):
            actions.claim(message_id=message.id, by=two, at=make.AT)
        with pytest.raises(Refused):
            actions.approve(message_id=message.id, by=two, at=make.AT)
        assert (
            actions.claim(message_id=message.id, by=two, at=make.AT + dt.timedelta(minutes=16)).claimed_by_id
            == two.user_id
        )

    def test_is_one_at_a_time(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        first, second = make.written_by(pair.person, pair), make.written_by(pair.person, pair)
        actions.claim(message_id=first.id, by=sam, at=make.AT)
        actions.claim(message_id=second.id, by=sam, at=make.AT)
        first.refresh_from_db()
        assert first.claimed_by_id is None

    def test_can_be_left_for_someone_else(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        message = make.written_by(pair.person, pair)
        actions.claim(message_id=message.id, by=sam, at=make.AT)
        assert actions.release(message_id=message.id, by=sam, at=make.AT).claimed_until is None

    def test_alone_shows_the_words(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        message = make.written_by(pair.person, pair, "Secret words")
        before = moderation.case(sam, message.id, make.AT)
        assert before is not None and before.pieces == [] and not before.held
        actions.claim(message_id=message.id, by=sam, at=make.AT)
        after = moderation.case(sam, message.id, make.AT)
        assert after is not None and after.pieces == [("Secret words", False)]


class TestApprove:
    def test_delivers_and_owes_the_worker_one_notice(self) -> None:
        pair = make.a_pair()
        message = make.approved(make.written_by(pair.person, pair))
        assert message.state == State.DELIVERED
        assert selectors.unread_count(pair.worker) == 1
        owed = OutboxMessage.objects.get(topic="message.notice")
        assert owed.body == {"notice": str(Notice.objects.get(recipient_id=pair.worker.user_id).id)}

    def test_sends_nothing_to_a_person_in_custody(self) -> None:
        pair = make.a_pair()
        make.approved(make.written_by(pair.worker, pair))
        assert not OutboxMessage.objects.filter(topic="message.notice").exists()
        assert selectors.unread_count(pair.person) == 1

    def test_refuses_a_second_decision_by_name(self) -> None:
        pair = make.a_pair()
        message = make.approved(make.written_by(pair.person, pair), by=make.a_moderator(given_name="Sam"))
        for verb in (actions.approve, actions.claim):
            with pytest.raises(Refused, match="Sam Cole decided this on 20 November at 9:10am"):
                verb(message_id=message.id, by=make.a_moderator(given_name="Ann"), at=make.AT)

    def test_is_for_the_prison_where_the_person_is_now(self) -> None:
        pair, leeds, hull = make.a_pair(at="LEI"), make.a_moderator(at="LEI"), make.a_moderator(at="HLI")
        message = make.written_by(pair.person, pair)
        make.moved(pair.learner, to="HLI")
        with pytest.raises(NotYours):
            actions.approve(message_id=message.id, by=leeds, at=make.AT)
        assert moderation.case(leeds, message.id, make.AT) is None
        assert actions.approve(message_id=message.id, by=hull, at=make.AT).outcome == Outcome.APPROVED

    def test_is_never_by_somebody_who_takes_part(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        Posting.objects.create(
            user=pair.worker.user, role="MODERATOR", establishment_id="LEI", starts_on=make.AT.date()
        )
        both = actors.for_user(pair.worker.user, make.AT.date())
        seat = next(str(p.id) for p in both.postings if p.role == "MODERATOR")
        both = actors.for_user(pair.worker.user, make.AT.date(), seat)
        with pytest.raises(Refused, match="You take part"):
            actions.claim(message_id=message.id, by=both, at=make.AT)
        with pytest.raises(Refused, match="You take part"):
            actions.approve(message_id=message.id, by=both, at=make.AT)
        assert moderation.next_free(both, make.AT) is None

    def test_is_not_for_other_roles(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        for role in ("EDU_MGR", "CIAG", "GOVERNOR", "SEC"):
            with pytest.raises(NotYours):
                actions.approve(message_id=message.id, by=make.staff(role), at=make.AT)

    def test_refuses_in_its_place_when_the_two_may_no_longer_write(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        provider_actions.end(
            assignment_id=pair.assignment.id, because=EndedBecause.SECURITY, by=make.staff("EDU_MGR"), at=make.AT
        )
        decision = actions.approve(message_id=message.id, by=make.a_moderator(), at=make.AT)
        message.refresh_from_db()
        assert (decision.reason, message.state) == (Reason.RECIPIENT_NOT_APPROVED, State.REJECTED)
        assert not Notice.objects.exists()


class TestRefuse:
    def test_tells_the_writer_why_and_hides_it_from_the_other(self) -> None:
        pair = make.a_pair()
        first = make.approved(make.written_by(pair.person, pair))
        message = make.reply(pair.person, first, "Ring 07700 900 142")
        actions.refuse(
            message_id=message.id, reason=Reason.PERSONAL_CONTACT_DETAILS, words="Take it out.", by=make.a_moderator(),
            at=make.AT,
        )  # fmt: skip
        mine = selectors.conversation(pair.person, message.thread_id, make.AT)
        theirs = selectors.conversation(pair.worker, message.thread_id, make.AT)
        assert mine is not None and str(mine.days[0].lines[1].why) == "it had contact details."
        assert theirs is not None and len(theirs.days[0].lines) == 1
        assert selectors.readable_refused_body(pair.person, message.thread_id, message.id) == "Ring 07700 900 142"
        assert selectors.readable_refused_body(pair.worker, message.thread_id, message.id) == ""

    @pytest.mark.parametrize("reason", ["", "LANGUAGE_NEEDS_TRANSLATION", "BECAUSE"])
    def test_needs_a_reason_of_the_list(self, reason: str) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        with pytest.raises(Refused):
            actions.refuse(message_id=message.id, reason=reason, words="", by=make.a_moderator(), at=make.AT)


class TestEscalate:
    def test_raises_a_concern_and_waits_for_a_last_word(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        message = make.written_by(pair.person, pair)
        actions.escalate(message_id=message.id, about=ConcernAbout.SECURITY, words="Look at this", by=sam, at=make.AT)
        assert moderation.waiting_count(sam) == 0
        assert moderation.concern_count(sam) == 1
        assert actions.approve(message_id=message.id, by=sam, at=make.AT).outcome == Outcome.APPROVED
        assert set(Decision.objects.values_list("outcome", flat=True)) == {Outcome.ESCALATED, Outcome.APPROVED}


class TestExpire:
    def test_gives_up_after_three_days_and_not_before(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        early, late = make.AT + dt.timedelta(hours=71), make.AT + dt.timedelta(hours=72)
        assert moderation.overdue(early) == []
        assert actions.expire(message_id=message.id, by=actors.system(), at=early) is None
        assert moderation.overdue(late) == [message.id]
        assert actions.expire(message_id=message.id, by=actors.system(), at=late) is not None
        message.refresh_from_db()
        assert message.state == State.EXPIRED
        with pytest.raises(Refused, match="not sent"):
            actions.approve(message_id=message.id, by=make.a_moderator(), at=late)


class TestConcerns:
    def test_go_from_a_worker_to_staff_of_the_prison(self) -> None:
        pair, sam = make.a_pair(), make.a_moderator()
        first = make.approved(make.written_by(pair.person, pair))
        concern = actions.raise_concern(
            thread_id=first.thread_id, about=ConcernAbout.SELF_HARM, words="He sounds low.", by=pair.worker, at=make.AT
        )
        assert [w.concern.id for w in moderation.concerns(sam)] == [concern.id]
        assert moderation.concerns(make.a_moderator(at="HLI")) == []
        actions.acknowledge_concern(concern_id=concern.id, by=sam, at=make.AT)
        actions.close_concern(concern_id=concern.id, words="ACCT opened.", by=sam, at=make.AT)
        assert SafeguardingConcern.objects.get().state == ConcernState.CLOSED
        assert moderation.concerns(sam) == []
        with pytest.raises(Refused):
            actions.close_concern(concern_id=concern.id, words="Again", by=sam, at=make.AT)

    def test_are_refused_to_a_worker_of_somebody_else(self) -> None:
        pair = make.a_pair()
        first = make.approved(make.written_by(pair.person, pair))
        with pytest.raises(NotYours):
            actions.raise_concern(
                thread_id=first.thread_id, about=ConcernAbout.OTHER, words="x", by=make.a_worker(), at=make.AT
            )


class TestTheDatabase:
    def test_holds_one_decision_a_message(self) -> None:
        pair = make.a_pair()
        make.approved(make.written_by(pair.person, pair))
        decision = Decision.objects.get()
        decision.pk = None
        decision.id = pair.learner.id
        with pytest.raises(IntegrityError), transaction.atomic():
            decision.save(force_insert=True)

    def test_never_changes_a_decision(self) -> None:
        pair = make.a_pair()
        make.approved(make.written_by(pair.person, pair))
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.update(words="Other")


@pytest.mark.django_db(transaction=True)
class TestTwentyModerators:
    def test_decide_once(self) -> None:
        pair = make.a_pair()
        message = make.written_by(pair.person, pair)
        moderators = [make.a_moderator(given_name=f"M{n}") for n in range(20)]
        results: list[Any] = []

        def decide(by: actors.Actor) -> None:
            try:
                results.append(actions.approve(message_id=message.id, by=by, at=make.AT))
            except Refused as refused:
                results.append(refused)
            finally:
                connection.close()

        threads = [threading.Thread(target=decide, args=[by]) for by in moderators]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(isinstance(r, Decision) for r in results) == 1
        assert sum(isinstance(r, Refused) for r in results) == 19
        assert Message.objects.get().state == State.DELIVERED
        assert OutboxMessage.objects.filter(topic="message.notice").count() == 1

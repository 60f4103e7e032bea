"""What leaves the campus, against a double of GOV.UK Notify."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.accounts import actors
from campus.core import clock, outbox
from campus.core.models import OutboxMessage
from campus.doubles.notify import KEY, NotifyDouble
from providers.messaging import actions, notices
from providers.messaging.models import Notice
from providers.messaging.notices import NoticeRefused, Notify
from providers.messaging.rules import NOTICE_KEYS, NOTICE_TEXT, NoticeState
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def notify(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[NotifyDouble]:
    with NotifyDouble() as double:
        settings.CAMPUS_NOTIFY_URL, settings.CAMPUS_NOTIFY_KEY = double.url, KEY
        template = settings.CAMPUS_NOTIFY_TEMPLATE
        monkeypatch.setattr(notices, "configured", lambda: Notify(double.url, KEY, template, timeout=0.5))
        yield double


def work() -> None:
    """Let the relay run now, whatever the back-off says."""
    OutboxMessage.objects.filter(sent_at=None, dead_at=None).update(available_at=clock.now())
    for message in outbox.claim():
        outbox.deliver(message)


def owed() -> tuple[make.Pair, OutboxMessage]:
    pair = make.a_pair(given_name="Daniel", family_name="Osei")
    make.approved(make.written_by(pair.person, pair, "Secret body", subject="Secret subject"))
    return pair, OutboxMessage.objects.get(topic="message.notice")


class TestANotice:
    def test_says_only_that_something_waits(self, notify: NotifyDouble) -> None:
        pair, _ = owed()
        work()
        (sent,) = notify.mailbox.sent()
        assert sent["email_address"] == pair.worker.user.email
        assert set(sent["personalisation"]) <= NOTICE_KEYS
        assert sent["personalisation"]["count"] == 1
        for word in ("Secret", "Daniel", "Osei", "Leeds", "LEI", "Bridgeway"):
            assert word not in str(sent)
        assert Notice.objects.get().state == NoticeState.SENT
        assert NOTICE_TEXT == "You have a new message. Sign in to read it."

    @pytest.mark.parametrize("fault", [500, 429, "timeout"])
    def test_is_tried_again_after_a_fault_and_sent_once(self, notify: NotifyDouble, fault: int | str) -> None:
        _, message = owed()
        notify.mailbox.behave(fault, 2)
        for _ in range(3):
            work()
        assert len(notify.mailbox.sent()) == 1
        message.refresh_from_db()
        assert message.sent_at is not None

    def test_is_sent_once_when_the_answer_was_lost(self, notify: NotifyDouble) -> None:
        _, message = owed()
        notify.mailbox.behave("accept_then_drop", 1)
        work()
        message.refresh_from_db()
        assert message.sent_at is None
        work()
        assert len(notify.mailbox.sent()) == 1
        assert Notice.objects.get().state == NoticeState.SENT

    @pytest.mark.parametrize("fault", [400, 403])
    def test_is_given_up_where_trying_again_is_no_use(self, notify: NotifyDouble, fault: int) -> None:
        _, message = owed()
        notify.mailbox.behave(fault, 1)
        work()
        message.refresh_from_db()
        assert message.dead_at is not None
        outbox.requeue(message.id)
        work()
        assert len(notify.mailbox.sent()) == 1

    def test_twice_delivered_is_sent_once(self, notify: NotifyDouble) -> None:
        _, message = owed()
        work()
        outbox.deliver(message)
        assert len(notify.mailbox.sent()) == 1


class TestTheDigest:
    def test_is_one_notice_in_thirty_minutes(self, notify: NotifyDouble) -> None:
        pair, _ = owed()
        work()
        sent_at = Notice.objects.get().sent_at
        assert sent_at is not None
        for minutes in (5, 10):
            make.approved(make.written_by(pair.person, pair), at=sent_at + dt.timedelta(minutes=minutes))
        work()
        assert len(notify.mailbox.sent()) == 1
        system = actors.system()
        assert actions.queue_due(by=system, at=sent_at + dt.timedelta(minutes=29)) == 0
        assert actions.queue_due(by=system, at=sent_at + dt.timedelta(minutes=30)) == 1
        work()
        assert [m["personalisation"]["count"] for m in notify.mailbox.sent()] == [3, 1]

    def test_of_several_messages_before_the_first_is_sent_is_one(self, notify: NotifyDouble) -> None:
        pair, _ = owed()
        make.approved(make.written_by(pair.person, pair))
        work()
        assert [m["personalisation"]["count"] for m in notify.mailbox.sent()] == [2]

    def test_takes_up_a_notice_that_was_given_up(self, notify: NotifyDouble) -> None:
        pair, _ = owed()
        notify.mailbox.behave(403, 1)
        work()
        make.approved(make.written_by(pair.person, pair), at=make.AT + dt.timedelta(hours=1))
        work()
        assert len(notify.mailbox.sent()) == 1


class TestWhatMayLeave:
    @given(st.dictionaries(st.text(max_size=20), st.text(max_size=20), min_size=1, max_size=4))
    def test_is_a_link_and_a_count(self, words: dict[str, str]) -> None:
        if set(words) <= NOTICE_KEYS:
            return
        with pytest.raises(NoticeRefused):
            Notify("http://127.0.0.1:9", KEY, "t").send(
                reference=make.uuid.uuid4(), address="a@example.org", personalisation=dict(words)
            )

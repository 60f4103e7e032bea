"""An erasure takes two people, a legal hold stops it, and the table of retention only proposes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase

from campus.audit.models import Event
from campus.core import clock
from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from learners.models import ErasureOrder, Learner, Placement
from providers.messaging.models import Message, Notice, Thread
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory
from tests.factories.rights import AT, a_hold, an_order, approved, erased, officer, out_of_prison
from transfers.rights import loading, what_goes
from transfers.rights.actions import holds, orders
from transfers.rights.models import LegalHold, RetentionPeriod
from transfers.rights.rules.retention import PERIODS, PeriodCode
from transfers.rights.selectors import orders as selectors
from transfers.rights.selectors import reaching, retention

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def learner() -> Learner:
    return out_of_prison(LearnerFactory())


class TestAsking:
    def test_erases_nothing_and_queues_nothing(self, learner):
        order = an_order(learner)
        assert order.is_whole
        assert not OutboxMessage.objects.filter(topic=orders.TOPIC).exists()
        assert Event.objects.filter(verb="erasure.asked", learner_id=learner.id).exists()

    def test_for_a_part_names_what_hangs_on_it_too(self, learner):
        assert "step" in an_order(learner, kinds=["goal"]).kinds

    def test_is_for_the_officer_only(self, learner):
        for by in (posted("EDU_MGR"), posted("NAT_STEWARD", None)):
            with pytest.raises(NotYours):
                an_order(learner, by=by)

    def test_happens_once_at_a_time(self, learner):
        an_order(learner)
        with pytest.raises(Refused, match="already"):
            an_order(learner, kinds=["goal"])
        with pytest.raises(IntegrityError), transaction.atomic():
            ErasureOrder.objects.create(learner=learner, reason="COURT_ORDER", words="x", created_at=AT, updated_at=AT)

    def test_of_everything_is_refused_for_somebody_in_prison(self):
        with pytest.raises(Refused, match="in prison now"):
            an_order(LearnerFactory())

    def test_of_a_record_that_is_gone_is_refused(self, learner):
        erased(learner)
        with pytest.raises(Refused, match="erased already"):
            an_order(learner)

    def test_a_part_for_another_reason_is_refused_by_the_database_too(self, learner):
        order = an_order(learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            ErasureOrder.objects.filter(id=order.id).update(kinds=["goal"])


class TestDeciding:
    def test_takes_another_person(self, learner):
        asker = officer()
        order = an_order(learner, by=asker)
        with pytest.raises(Refused, match="Somebody else"):
            orders.decide(by=asker, order_id=order.id, agree=True, words="Yes", at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            ErasureOrder.objects.filter(id=order.id).update(state="APPROVED", decided_by=asker.user, decided_at=AT)

    def test_owes_the_worker_one_message(self, learner):
        order = approved(an_order(learner))
        assert OutboxMessage.objects.get(topic=orders.TOPIC).body == {"order": str(order.id)}

    def test_refused_erases_nothing(self, learner):
        order = orders.decide(by=officer(), order_id=an_order(learner).id, agree=False, words="No", at=AT)
        assert order.state == "REFUSED"
        assert not OutboxMessage.objects.filter(topic=orders.TOPIC).exists()


class TestAHold:
    def test_stops_asking_and_approving(self, learner):
        order = an_order(learner)
        a_hold(learner)
        with pytest.raises(Refused, match="legal hold"):
            approved(order)
        orders.decide(by=officer(), order_id=order.id, agree=False, words="It is on hold.", at=AT)
        with pytest.raises(Refused, match="legal hold"):
            an_order(learner)

    def test_of_somebody_who_was_joined_into_the_person_counts(self, learner):
        other = out_of_prison(LearnerFactory())
        a_hold(other)
        Learner.objects.filter(id=other.id).update(merged_into=learner, canonical=learner)
        with pytest.raises(Refused, match="legal hold"):
            an_order(learner)

    def test_stands_until_its_last_day_or_its_end(self, learner):
        hold = a_hold(learner)
        assert selectors.is_held([learner.id], TODAY)
        LegalHold.objects.filter(id=hold.id).update(ends_on=TODAY)
        assert selectors.is_held([learner.id], TODAY)
        assert not selectors.is_held([learner.id], TODAY + dt.timedelta(days=1))
        holds.end(by=officer(), hold_id=hold.id, words="It is over.", at=AT)
        assert not selectors.is_held([learner.id], TODAY)

    def test_whose_last_day_is_over_lets_an_approved_order_go_on(self, learner):
        approved(an_order(learner))
        OutboxMessage.objects.all().delete()
        hold = a_hold(learner)
        assert orders.take_up_all(at=AT) == 0
        LegalHold.objects.filter(id=hold.id).update(ends_on=TODAY)
        assert orders.take_up_all(at=AT + dt.timedelta(days=1)) == 1
        assert OutboxMessage.objects.filter(topic=orders.TOPIC).count() == 1

    def test_is_kept_by_the_officer_only(self, learner):
        with pytest.raises(NotYours):
            a_hold(learner, by=posted("EDU_MGR"))


class TestWhatGoes:
    def test_names_each_exempt_model_once(self):
        from learners.record_kinds import exempt

        named = [one.model for one in (*what_goes.GOES, *what_goes.EMPTIED)] + list(what_goes.STAYS)
        assert sorted(m._meta.label for m in named) == sorted(m._meta.label for m in exempt())

    def test_empties_columns_that_there_are(self):
        for one in what_goes.EMPTIED:
            assert {f.name for f in one.model._meta.concrete_fields} >= set(one.values), one.model
        for one in what_goes.EMPTIED:
            assert {str(f.column) for f in one.model._meta.concrete_fields} >= set(one.leads), one.model

    def test_knows_of_each_column_that_names_a_file(self):
        from django.apps import apps

        named = {
            model: {f.name for f in model._meta.concrete_fields if f.name.endswith(("file_name", "paper_name"))}
            for model in apps.get_models()
            if not hasattr(model, "pgh_tracked_model") and model._meta.app_label != "imports"
        }  # fmt: skip
        missing = {m._meta.label: c for m, c in named.items() if c - set(what_goes.FILES.get(m, ()))}
        assert missing == {}

    def test_says_why_of_what_stays(self):
        assert all(len(why.split()) >= 3 for why in what_goes.STAYS.values())

    def test_takes_a_kind_with_every_kind_that_points_at_it(self):
        names = {kind.name for kind in reaching.with_what_hangs_on(["thread"])}
        assert names >= {"thread", "message", "message_decision", "concern"}
        assert "goal" not in names


class TestRetention:
    def test_is_loaded_once(self):
        assert RetentionPeriod.objects.count() == len(PERIODS)
        loading.load(RetentionPeriod)
        assert RetentionPeriod.objects.count() == len(PERIODS)

    def test_lists_people_who_have_been_out_for_six_years(self, learner):
        period = retention.period_for(PeriodCode.RECORD, clock.today())
        assert retention.due(officer(), period, TODAY) == ([], "")
        Placement.objects.filter(learner=learner, ended_at__isnull=False).update(
            started_at=AT - dt.timedelta(days=4000), ended_at=AT - dt.timedelta(days=3000)
        )
        Placement.objects.filter(learner=learner, ended_at__isnull=True).update(started_at=AT - dt.timedelta(days=3000))
        (one,), more = retention.due(officer(), period, TODAY)
        assert (one.learner, one.held, one.asked, more) == (learner, False, False, "")
        a_hold(learner)
        assert retention.due(officer(), period, TODAY)[0][0].held

    def test_lists_people_whose_conversations_closed_two_years_ago(self):
        pair = providers.a_pair()
        providers.approved(providers.written_by(pair.person, pair))
        period = retention.period_for(PeriodCode.MESSAGES, clock.today())
        long_ago = AT - dt.timedelta(days=800)
        Thread.objects.update(updated_at=long_ago)
        assert retention.due(officer(), period, TODAY)[0] == []
        Thread.objects.update(status="CLOSED")
        assert [one.learner for one in retention.due(officer(), period, TODAY)[0]] == [pair.learner]
        Thread.objects.update(updated_at=AT)
        assert retention.due(officer(), period, TODAY)[0] == []

    def test_erases_nothing_by_itself(self, learner):
        pair = providers.a_pair()
        providers.approved(providers.written_by(pair.person, pair))
        Thread.objects.update(status="CLOSED", updated_at=AT - dt.timedelta(days=800))
        before = Message.objects.count(), Notice.objects.count(), ErasureOrder.objects.count()
        orders.take_up_all(at=AT)
        retention.table(clock.today())
        assert (Message.objects.count(), Notice.objects.count(), ErasureOrder.objects.count()) == before

    def test_counts_in_a_number_of_questions_that_does_not_grow(self, learner):
        with TestCase().assertNumQueries(6):
            retention.table(clock.today())

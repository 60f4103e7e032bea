"""What the person says themselves, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from campus.core.errors import NotYours, Refused
from plans.needs import actions
from plans.needs.models import Challenge, Condition, Screener, Strength, SupportStrategy
from tests.factories import needs
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.needs import AT

pytestmark = pytest.mark.django_db


class TestOwnWords:
    def test_are_said_and_taken_back_by_the_person_alone(self):
        learner = LearnerFactory()
        me = as_learner(learner)
        said = actions.say_what_helps(by=me, learner_id=learner.id, text=" Big print ", at=AT)
        assert (said.detail, said.told_by_person, said.category) == ("Big print", True, "GENERAL")
        for by in (as_learner(LearnerFactory()), needs.nsm(), posted("EDU_MGR")):
            with pytest.raises(NotYours):
                actions.take_back(by=by, strategy_id=said.id, at=AT)
            with pytest.raises(NotYours):
                actions.say_what_helps(by=by, learner_id=learner.id, text="Mine", at=AT)
        actions.take_back(by=me, strategy_id=said.id, at=AT)
        assert not SupportStrategy.objects.in_use().exists()
        with pytest.raises(Refused):
            actions.take_back(by=me, strategy_id=said.id, at=AT)

    def test_do_not_undo_what_staff_wrote(self):
        learner = LearnerFactory()
        with pytest.raises(Refused, match="Staff wrote"):
            actions.take_back(by=as_learner(learner), strategy_id=needs.a_strategy(learner).id, at=AT)


class TestDatabase:
    """Truths hold whoever writes."""

    @pytest.mark.parametrize(
        ("model", "broken"),
        [
            (Condition, {"deleted_at": AT}), (Condition, {"deletion_reason": "ENTERED_IN_ERROR"}),
            (Condition, {"archive_reason": "Over"}), (Condition, {"code": "OTHER", "name": ""}),
            (Challenge, {"screener": None, "code": "READING"}), (Challenge, {"code": "GENERAL_DEFAULT"}),
            (SupportStrategy, {"deleted_at": AT, "deletion_reason": "BORED"}),
        ],
    )  # fmt: skip
    def test_refuses(self, model, broken):
        needs.with_needs(LearnerFactory())
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**broken)

    def test_holds_one_current_screener_a_person(self):
        learner = LearnerFactory()
        needs.a_screener(learner)
        needs.a_screener(learner)
        with pytest.raises(IntegrityError), transaction.atomic():
            Screener.objects.update(archived_at=None, archived_by=None, archive_reason="")

    @pytest.mark.parametrize("model", [Condition, Challenge, Strength, SupportStrategy, Screener])
    def test_deletes_nothing(self, model):
        needs.with_needs(LearnerFactory())
        with pytest.raises(Exception, match=r"(?i)cannot delete"), transaction.atomic():
            model.objects.all()._raw_delete("default")

"""Who works with whom."""

import pytest
from django.db import IntegrityError, transaction

from campus.core.errors import NotYours, Refused
from providers import actions, selectors
from providers.models import Assignment
from providers.rules import EndedBecause
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


class TestAssign:
    def test_lets_a_worker_see_the_person(self) -> None:
        pair = make.a_pair()
        assert [row.learner_id for row in selectors.people_of(pair.worker)] == [pair.learner.id]
        assert selectors.people_of(make.a_worker()) == []

    def test_is_refused_for_a_legal_adviser(self) -> None:
        worker = make.a_worker(make.an_organisation("Law", kind="LEGAL_ADVISER"))
        with pytest.raises(Refused):
            make.assigned(make.a_person(), worker)

    def test_is_refused_twice(self) -> None:
        pair = make.a_pair()
        with pytest.raises(Refused, match="already"):
            make.assigned(pair.learner, pair.worker)

    def test_is_for_staff_of_the_prison_with_the_permission(self) -> None:
        learner, worker = make.a_person(at="LEI"), make.a_worker()
        for by in (make.staff("EDU_MGR", at="HLI"), make.staff("TUTOR"), worker, make.themselves(learner)):
            with pytest.raises(NotYours):
                actions.assign(learner_id=learner.id, posting_id=worker.postings[0].id, purpose="x", by=by, at=make.AT)

    def test_holds_across_a_move(self) -> None:
        pair = make.a_pair(at="LEI")
        make.moved(pair.learner, to="HLI")
        (row,) = selectors.people_of(pair.worker)
        assert row.learner.current_establishment_id == "HLI"


class TestEnd:
    def test_takes_the_person_away_at_once(self) -> None:
        pair = make.a_pair()
        actions.end(assignment_id=pair.assignment.id, because=EndedBecause.DONE, by=make.staff("CIAG"), at=make.AT)
        assert selectors.people_of(pair.worker) == []
        with pytest.raises(Refused):
            actions.end(assignment_id=pair.assignment.id, because=EndedBecause.DONE, by=make.staff("CIAG"), at=make.AT)
        assert make.assigned(pair.learner, pair.worker).is_open


class TestTheDatabase:
    def test_holds_one_open_assignment_of_a_pair(self) -> None:
        pair = make.a_pair()
        row = pair.assignment
        row.pk = row.id = pair.learner.id
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_wants_a_reason_for_an_end(self) -> None:
        pair = make.a_pair()
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.filter(id=pair.assignment.id).update(ended_at=make.AT)

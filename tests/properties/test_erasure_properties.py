"""Whatever part of a record an order names, that goes and nothing else of anybody changes; and the proof agrees."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learners.models import Identifier, Learner
from learners.record_kinds import kinds
from tests.factories.rights import erased, out_of_prison
from tests.factories.whole_record import whole_record
from transfers.proof.actions import running
from transfers.proof.models import ProofRun
from transfers.proof.rules import CheckId
from transfers.rights.selectors import reaching

pytestmark = pytest.mark.django_db
NAMES = [kind.name for kind in reaching.choosable()]


# What repeats a row that went goes with it; what is worked out from one is worked out again.
REPEATS = {"timeline_event", "correction"}
WORKED_OUT = {"needs_profile", "support_schedule", "support_schedule_version"}


class Undo(Exception):
    """Ends an example, so that the next begins with the same two people."""


@pytest.fixture
def two(db) -> tuple[Learner, Learner]:
    first = whole_record()
    Identifier.objects.filter(learner=first, value="9276308686").update(value="1000000001")
    found = out_of_prison(first), whole_record()
    running.begin()
    return found


def rows_of(people: list[Learner]) -> dict[str, set[str]]:
    """Each row of each kind of these people, to the letter."""
    found = {}
    with connection.cursor() as cursor:
        for kind in kinds():
            table = connection.ops.quote_name(kind.model._meta.db_table)
            cursor.execute(f'SELECT kept::text FROM {table} AS kept WHERE "{kind.learner}" = ANY(%s)',
                           [[one.id for one in people]])  # fmt: skip
            found[kind.name] = {row for (row,) in cursor.fetchall()}
    return found


def proven() -> list:
    run = running.run(cause=ProofRun.Cause.COMMAND, checks=[CheckId.CONSERVATION, CheckId.REACH])
    return [check.findings for check in run.checks.all() if not check.passed]


class TestAnOrder:
    @given(chosen=st.sets(st.sampled_from(NAMES), min_size=1, max_size=4) | st.just(set()))
    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_takes_what_it_names_and_nothing_else(self, two, chosen):
        person, other = two
        try:
            with transaction.atomic():
                before, theirs = rows_of([person]), rows_of([other])
                order = erased(person, kinds=sorted(chosen))
                assert rows_of([other]) == theirs
                after = rows_of([person])
                named = set(order.kinds) or set(before) - {"identity"}
                assert all(not after[name] for name in named)
                for name in set(before) - named - WORKED_OUT - {"identity"}:
                    assert after[name] <= before[name], name
                    assert after[name] == before[name] or name in REPEATS, name
                assert (after["identity"] == before["identity"]) == bool(chosen)
                assert proven() == []
                raise Undo
        except Undo:
            pass

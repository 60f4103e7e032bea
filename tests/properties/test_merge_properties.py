"""Merges come in any order, twice, and before anybody is known, and end the same; and are taken back exactly."""

import datetime as dt
import itertools
import json
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learners import digests
from tests.factories import merges
from tests.factories.learners import next_prison_number
from tests.factories.merges import AT, a_record, merged, number, parted, state_of
from transfers.actions import inbox
from transfers.merges.models import MergeCase

pytestmark = pytest.mark.django_db
PARTS = st.lists(st.sampled_from(sorted(merges.PARTS)), unique=True, max_size=6)
SLOW = {"deadline": None, "suppress_health_check": list(HealthCheck)}


class _Undone(Exception):
    pass


def tried(act):
    """What comes of something that is then taken back, as if it had not been."""
    found = []
    try:
        with transaction.atomic():
            found.append(act())
            raise _Undone
    except _Undone:
        return found[0]


def without_keys(state):
    """The same, where stays are told by what they say: a stay that was opened twice has two keys."""
    stays = sorted((str(value) for key, value in state.items() if key.startswith("stay ")))
    rows = {key: value for key, value in state.items() if not key.startswith(("stay ", "Placement "))}
    return stays, rows


@settings(max_examples=8, **SLOW)
@given(parts=st.lists(PARTS, min_size=2, max_size=3), backwards=st.booleans())
def test_parting_takes_back_exactly_what_joining_did(parts, backwards):
    people = [a_record(*some) for some in parts]
    before = state_of(people)
    pairs = list(itertools.pairwise(people))
    cases = [merged(survivor, removed) for survivor, removed in (pairs[::-1] if backwards else pairs)]
    total = sum(len(rows) for key, rows in before.items() if key.startswith("digests"))
    assert digests.take(people[0].id).total == total
    for case in cases[::-1]:
        parted(case)
    after = state_of(people)
    assert {key: (value, after.get(key)) for key, value in before.items() if value != after.get(key)} == {}


@settings(max_examples=6, **SLOW)
@given(parts=st.lists(PARTS, min_size=3, max_size=3), order=st.permutations([0, 1, 2]), undo=st.permutations([0, 1, 2]))
def test_a_family_can_be_parted_in_any_order(parts, order, undo):
    """Three are joined into one, and taken out again in another order."""
    first, *others = [a_record("plan"), *(a_record(*some) for some in parts)]
    before = state_of([first, *others])
    cases = {index: merged(first, others[index]) for index in order}
    for index in undo:
        case = MergeCase.objects.get(id=cases[index].id)
        parted(case)
    after = state_of([first, *others])
    assert {key: (value, after.get(key)) for key, value in before.items() if value != after.get(key)} == {}


def said(numbers):
    """Two merges in a chain and three movements, each heard once or more."""
    one, two, three = numbers

    def merge(survivor, removed):
        return {
            "eventType": "prison-offender-events.prisoner.merged", "version": 1, "occurredAt": "2026-11-21T09:00:00Z",
            "additionalInformation": {"nomsNumber": survivor, "removedNomsNumber": removed, "reason": "MERGE"},
        }  # fmt: skip

    def came(number, prison, day):
        return {
            "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
            "occurredAt": f"2026-11-{day}T09:00:00Z",
            "additionalInformation": {"nomsNumber": number, "reason": "NEW_ADMISSION", "prisonId": prison},
        }  # fmt: skip

    return [merge(two, three), merge(one, two), came(three, "HLI", 10), came(two, "MDI", 12), came(one, "LEI", 11)]


@settings(max_examples=10, **SLOW)
@given(order=st.permutations([0, 1, 2, 3, 4, 0, 1, 3]), known=st.booleans())
def test_messages_in_any_order_end_in_one_state(order, known):
    numbers = [next_prison_number() for _ in range(3)]
    if known:
        people = [a_record("plan", number=n) for n in numbers]
        assert len(people) == 3

    def hears(indexes):
        events = said(numbers)
        for index in indexes:
            inbox.take_in(json.dumps(events[index]), transport="test", message_id=str(uuid.uuid4()))
        return standing(numbers)

    assert tried(lambda: hears(order)) == tried(lambda: hears([2, 4, 3, 0, 1]))


def standing(numbers):
    from learners.models import Identifier, Learner, Placement

    held = {row.value: row for row in Identifier.everything.filter(value__in=numbers)}
    ends = {row.learner_id for row in held.values()}
    assert len(ends) == 1
    end = Learner.objects.get(id=ends.pop())
    stays = Placement.objects.filter(learner=end, voided_at=None).order_by("started_at")
    origins = {row.origin_id or row.learner_id: value for value, row in held.items()}
    parents = {origins[one.id]: origins.get(one.merged_into_id) for one in Learner.objects.filter(id__in=origins)}
    plans = end.plan_rows.count()
    return (
        {value: row.status for value, row in held.items()}, parents, end.current_establishment_id,
        [(stay.establishment_id, stay.started_at, stay.ended_at) for stay in stays], plans,
        digests.take(end.id).total,
    )  # fmt: skip


def test_the_order_of_a_chain_does_not_matter():
    people = [a_record("plan", "cv", "induction", "uln", "sharing") for _ in range(3)]
    one, two, three = people

    def joins(*pairs):
        for survivor, removed in pairs:
            merged(survivor, removed, at=AT + dt.timedelta(hours=1))
        return without_keys(state_of(people))

    assert tried(lambda: joins((two, three), (one, two))) == tried(lambda: joins((one, two), (two, three)))
    assert {number(person) for person in people}

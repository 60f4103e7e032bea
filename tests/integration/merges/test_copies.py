"""The cell, the release date and the status go with the later stay, and come back exactly, in whatever order."""

import datetime as dt
import itertools

import pytest

from learners.models import Learner, Placement
from tests.factories.learners import provenance
from tests.factories.merges import AT, a_record, merged, parted
from transfers.merges.models import MergeCase

pytestmark = pytest.mark.django_db
ORDERS = list(itertools.permutations(range(3)))


def somebody(position: int, *, days: int, place: str) -> Learner:
    """Each with a cell, a date and a status of their own, and a stay that began as many days ago."""
    person = a_record(
        placed=False, cell=f"A1-{position:03}", release_on=dt.date(2030 + position, 1, 1),
        legal_status=["REMAND", "SENTENCED", "RECALL", "UNKNOWN"][position], current_establishment_id=place,
    )  # fmt: skip
    Placement.objects.create(
        learner=person, establishment_id=place, status="IN", started_at=AT - dt.timedelta(days=days),
        **provenance(),
    )  # fmt: skip
    return person


def copies_of(*people: Learner) -> list[tuple]:
    rows = Learner.objects.in_bulk([person.id for person in people])
    found = [rows[person.id] for person in people]
    return [(row.current_establishment_id, row.cell, row.release_on, row.legal_status) for row in found]


def undone(case: MergeCase) -> None:
    parted(MergeCase.objects.get(id=case.id))


# Each order of the stays, and each order of parting.
PAIRS = [(days, ORDERS[(position + 1) % 6], position % 2 == 0) for position, days in enumerate(ORDERS)]


@pytest.mark.parametrize(("days", "undo", "together"), PAIRS)
def test_three_into_one_and_out_again(days, undo, together):
    first = somebody(3, days=2, place="LEI")
    places = ["LEI"] * 3 if together else ["LEI", "MDI", "HLI"]
    others = [somebody(position, days=1 + 2 * day, place=places[position]) for position, day in enumerate(days)]
    before = copies_of(first, *others)
    cases = [merged(first, other) for other in others]
    assert copies_of(first)[0] == before[1 + days.index(0)]
    for position in undo:
        undone(cases[position])
    assert copies_of(first, *others) == before


@pytest.mark.parametrize("undo", [(0, 1), (1, 0)])
@pytest.mark.parametrize("days", ORDERS[::2])
@pytest.mark.parametrize("upwards", [True, False])
def test_a_chain_and_out_again(days, undo, upwards):
    """One into another, and that one into a third: joined from the bottom or from the top, parted in either order."""
    low, middle, top = (somebody(position, days=1 + day, place="LEI") for position, day in enumerate(days))
    before = copies_of(low, middle, top)
    pairs = [(middle, low), (top, middle)]
    cases = [merged(*pair) for pair in (pairs if upwards else pairs[::-1])]
    for position in undo:
        undone(cases[position])
    assert copies_of(low, middle, top) == before

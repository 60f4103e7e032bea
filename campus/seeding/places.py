"""How many people each prison holds, so that the whole is as large as it should be and no prison is absurd."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campus.estate.models import Establishment
from campus.seeding.demo import DEMO_LEARNERS

# The prison population of England and Wales to the people on probation or released (issue "The ground").
IN_CUSTODY, OUTSIDE = 85_000, 250_000
LARGEST = 1_500
DEMO_PLACES = {"LEI": 16, "HLI": 12}  # well filled even in the smallest demo, which has 152 people in custody
# Typical size by what a place is for: (lowest, highest), from the published capacities, rounded.
CHILDREN, WOMEN, OPEN, TRAINING, LOCAL = (50, 150), (150, 400), (250, 550), (500, 1000), (600, 1250)
VERY_LARGE = frozenset({"BWI", "OWI", "FWI", "PRI", "WWI", "LPI", "DGI", "HPI", "NLI"})
OPEN_PRISONS = frozenset({"FDI", "HBI", "HDI", "KMI", "KVI", "LYI", "NSI", "SPI", "SUI", "TCI", "EHI", "UPI"})
CHILD_TYPES = frozenset({"YCS", "STC"})


@dataclass(frozen=True)
class Place:
    """One prison: whom it may hold, and how many it does."""

    code: str
    holds_men: bool
    holds_women: bool
    youngest: int
    oldest: int
    people: int


def custody_of(people: int) -> int:
    """How many of so many people are in custody: the true share, and never fewer than the demo's own."""
    return max(min(people, len(DEMO_LEARNERS)), round(people * IN_CUSTODY / (IN_CUSTODY + OUTSIDE)))


def places(people: int, rnd: random.Random) -> list[Place]:
    """Every active establishment with its share of the people in custody, in the order of the codes."""
    known = list(Establishment.objects.active().order_by("code"))
    weights = {e.code: _weight(e, rnd) for e in known}
    sizes = share_out(custody_of(people), weights)
    return [Place(e.code, e.male, e.female, *_ages(e), sizes[e.code]) for e in known]


def share_out(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Share people out by weight: the demo prisons first, then one for each prison, then by size."""
    sizes = dict.fromkeys(weights, 0)
    left = total
    for code in [*DEMO_PLACES, *sorted(weights, key=lambda c: (-weights[c], c))]:
        if sizes.get(code) == 0:
            sizes[code] = min(left, DEMO_PLACES.get(code, 1))
            left -= sizes[code]
    while left > 0:
        left = _round_of_sharing(sizes, weights, total, left)
    return sizes


def _round_of_sharing(sizes: dict[str, int], weights: Mapping[str, float], total: int, left: int) -> int:
    """Give to each prison that is below its due; returns how many people have no place yet."""
    most = max(LARGEST, -(-total // len(weights)))
    free = [code for code in weights if sizes[code] < most]
    whole = sum(weights[code] for code in free)
    before = left
    for code in sorted(free, key=lambda c: (-weights[c], c)):
        given = min(left, most - sizes[code], int(before * weights[code] / whole))
        sizes[code] += given
        left -= given
    if left == before:  # fewer than there are prisons: one each to the largest
        for code in sorted(free, key=lambda c: (-weights[c], c))[:left]:
            sizes[code] += 1
            left -= 1
    return left


def _weight(place: Establishment, rnd: random.Random) -> float:
    chance = rnd.random()
    if place.code in VERY_LARGE:
        return LARGEST * (0.85 + 0.3 * chance)
    low, high = _range(place)
    return low + (high - low) * chance


def _range(place: Establishment) -> tuple[int, int]:
    if place.types in CHILD_TYPES:
        return CHILDREN
    if place.female and not place.male:
        return WOMEN
    if place.code in OPEN_PRISONS:
        return OPEN
    return TRAINING if place.categories in ("C", "B+C") else LOCAL


def _ages(place: Establishment) -> tuple[int, int]:
    if place.types == "STC":
        return 14, 16
    if place.types == "YCS":
        return 15, 17
    return (18, 20) if place.types == "YOI" else (18, 78)


def like(place: Place, others: Sequence[Place], *, woman: bool) -> list[Place]:
    """Where somebody of this place may have been before."""
    return [
        other
        for other in others
        if (other.holds_women if woman else other.holds_men)
        and other.youngest <= place.oldest
        and place.youngest <= other.oldest
        and other.code != place.code
    ]

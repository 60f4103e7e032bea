"""What every kind of row is made from: chance, time, prisons, the people who work in them, and somewhere to write."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from campus.accounts.models import SYSTEM_USER_ID
from campus.seeding import places as sizes
from campus.seeding.copying import Pen
from campus.seeding.moments import Moments
from campus.seeding.numbers import Numbers
from campus.seeding.places import Place
from campus.seeding.staff import Team


@dataclass
class World:
    rnd: random.Random
    moments: Moments
    numbers: Numbers
    places: Sequence[Place]
    team: Team
    outside: int
    pin_hash: str
    pen: Pen
    system: str = str(SYSTEM_USER_ID)
    # What a part makes once for the whole estate, by the name of the part.
    kept: dict[str, Any] = field(default_factory=dict)
    _like: dict[tuple[str, bool], list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = self.rnd.random
        self._men = [place for place in self.places if place.holds_men and place.oldest >= 18]
        self._women = [place for place in self.places if place.holds_women and not place.holds_men]

    def one_of(self, choices: Sequence[str]) -> str:
        return choices[int(self.chance() * len(choices))]

    def mens_place(self) -> Place:
        return self._men[int(self.chance() * len(self._men))]

    def womens_place(self) -> Place:
        return self._women[int(self.chance() * len(self._women))]

    def like(self, place: Place, woman: bool) -> list[Place]:
        """Where somebody who is at this prison may have been before."""
        found = self._like.get((place.code, woman))
        if found is None:
            found = self._like[place.code, woman] = sizes.like(place, self.places, woman=woman)
        return found

    def planner(self, code: str) -> str:
        """Somebody who agrees plans there."""
        return self.one_of(self.team.planners[code])

    def moderator(self, code: str) -> str:
        return self.one_of(self.team.moderators[code])

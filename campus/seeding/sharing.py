"""What people share with those outside."""

from campus.seeding.copying import MADE, NULL, Pen, made
from campus.seeding.demo import TOM
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.world import World
from learners.models import SharingChoice

COLUMNS = {
    SharingChoice: (
        "id", *MADE, "learner_id", "what", "shared_with", "organisation_id", "given_at", "given_by_way", "withdrawn_at",
        "withdrawn_by_way",
    ),
}  # fmt: skip
SHARES, STOPS = 0.12, 0.1


def rows(person: Person, world: World, pen: Pen) -> None:
    """Some in custody share what they have passed with employers; those of the demo who write to Tom, their goals."""
    if not person.in_custody or person.user == NULL:
        return
    if person.demo:
        if person.demo.messages != "none":
            _choice(person, world, pen, "GOALS\tORGANISATION", world.team.by_username[TOM][1])
    elif world.chance() < SHARES:
        _choice(person, world, pen, "QUALIFICATIONS\tEMPLOYERS", NULL)


def _choice(person: Person, world: World, pen: Pen, what: str, organisation: str) -> None:
    moments = world.moments
    given = moments.between(max(person.came, person.until - 60 * DAY), person.until)
    stopped = not person.demo and world.chance() < STOPS
    ended = moments.between(given, person.until)
    end = f"{moments.at(ended)}\tKIOSK" if stopped else f"{NULL}\t"
    at = moments.at(given)
    by = made(at, person.user, person.where(given), moments.at(ended) if stopped else "")
    pen[SharingChoice].append(f"{moments.key(given)}\t{by}\t{person.key}\t{what}\t{organisation}\t{at}\tKIOSK\t{end}")

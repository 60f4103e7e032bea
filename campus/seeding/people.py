"""The people themselves: who they are, their numbers, where they have been, and how they sign in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from campus.accounts.models import User
from campus.seeding import names
from campus.seeding.copying import MADE, NULL, Pen, made
from campus.seeding.demo import DEMO_LEARNERS, DEMO_PRISON, DemoLearner
from campus.seeding.moments import DAY, YEAR, dashed
from campus.seeding.places import Place
from campus.seeding.world import World
from learners.models import Identifier, KioskSecret, Learner, Placement

COLUMNS = {
    User: ("id", "username", "email", "kind", "given_name", "family_name", "password", "joined_at"),
    Learner: (
        "id", *MADE, "user_id", "given_name", "family_name", "date_of_birth", "sex", "release_on", "legal_status",
        "current_establishment_id", "cell", "placement_epoch",
    ),
    Identifier: ("id", *MADE, "learner_id", "type", "value", "source", "valid_from"),
    Placement: ("id", *MADE, "learner_id", "establishment_id", "status", "started_at", "ended_at", "movement_seq"),
    KioskSecret: ("id", *MADE, "learner_id", "pin_hash", "must_change"),
}  # fmt: skip
LONGEST_STAY, LONGEST_OUTSIDE = 8 * YEAR, 5 * YEAR
# How many times out of ten thousand somebody in custody is away for the day.
AT_COURT, ON_DAY_RELEASE, BETWEEN_PRISONS, IN_HOSPITAL = 80, 60, 15, 5
HAS_ULN, HAS_CRN_OUTSIDE, HAS_CRN_INSIDE = 0.8, 0.92, 0.45
DEAD_OUTSIDE = 0.004
WOMEN_OUTSIDE = 0.09
# The population by legal status, in the proportions of the quarterly statistics, rounded: (status, share, whether a
# release date is known).
LEGAL = (
    ("SENTENCED", 64, True), ("REMAND", 14, False), ("RECALL", 9, True), ("INDETERMINATE_SENTENCE", 7, False),
    ("CONVICTED_UNSENTENCED", 5, False), ("IMMIGRATION_DETAINEE", 1, False),
)  # fmt: skip
_LEGAL_BY_CHANCE = [(status, known) for status, share, known in LEGAL for _ in range(share)]
WINGS = "ABCDEG"


@dataclass(slots=True)
class Person:
    """One person while their rows are made. Instants are minutes (campus.seeding.moments)."""

    key: str
    author: str
    home: str  # the prison where they are, or were last
    here: str  # the prison where they are, as COPY reads it
    came: int
    until: int  # the last minute at which anything may have been written about them
    given_name: str
    family_name: str
    user: str = NULL  # who they act as at a kiosk
    uln: str = ""
    legal: str = ""
    release: str = NULL
    planned: int = 0  # when their plan was begun, if it was
    # (establishment, status, started); each ends when the next begins
    stays: list[tuple[str, str, int]] = field(default_factory=list)
    demo: DemoLearner | None = None

    @property
    def in_custody(self) -> bool:
        return self.here != NULL

    def where(self, minute: int) -> str:
        """The prison in which somebody wrote about the person at that minute."""
        for place, _status, started in reversed(self.stays):
            if started <= minute and place != NULL:
                return place
        return self.home


def everybody(world: World) -> Iterator[tuple[Person, Pen]]:
    """Each person of the estate with an empty place for their rows: prison by prison, then those outside."""
    for place in world.places:
        demo = DEMO_LEARNERS if place.code == DEMO_PRISON else ()
        for number in range(place.people):
            yield _held(world, place, demo[number] if number < len(demo) else None), world.pen
    for _ in range(world.outside):
        yield _outside(world), world.pen


def _held(world: World, place: Place, demo: DemoLearner | None) -> Person:
    chance, last = world.chance, world.moments.last
    woman = place.holds_women and (not place.holds_men or chance() < 0.5)
    given, family = (demo.given_name, demo.family_name) if demo else names.pick(world.rnd, woman=woman)
    came = last - DAY - int(LONGEST_STAY * chance() ** 2)
    author = world.planner(place.code)
    person = Person(world.moments.key(came), author, place.code, place.code, came, last, given, family, demo=demo)
    status = "IN" if demo else _status(int(chance() * 10_000))
    starts = _moves(world, came, last)
    _stay(world, person, place, starts[:-1], woman)
    person.stays.append((place.code, status, starts[-1]))
    _write(world, person, woman, place)
    return person


def _outside(world: World) -> Person:
    chance, last = world.chance, world.moments.last
    woman = chance() < WOMEN_OUTSIDE
    place = world.womens_place() if woman else world.mens_place()
    given, family = names.pick(world.rnd, woman=woman)
    left = last - int(LONGEST_OUTSIDE * chance() ** 2) - DAY
    came = left - 14 * DAY - int(LONGEST_STAY * chance() ** 4)
    author = world.planner(place.code)
    person = Person(world.moments.key(came), author, place.code, NULL, came, left, given, family)
    starts = [*_moves(world, came, left - DAY), left]
    _stay(world, person, place, starts[:-2], woman)
    person.stays.append((place.code, "IN", starts[-2]))
    person.stays.append((NULL, "DECEASED" if chance() < DEAD_OUTSIDE else "RELEASED", left))
    _write(world, person, woman, place)
    return person


def _moves(world: World, came: int, last: int) -> list[int]:
    """When each stay began, first to last: the longer a time in prison, the more moves."""
    rnd = world.rnd
    most = 1 + min(4, (last - came) // (120 * DAY))
    count = int(rnd.random() * (most + 1))
    return [came, *sorted(rnd.randrange(came + 1, last) for _ in range(count))] if last > came + 2 else [came]


def _stay(world: World, person: Person, place: Place, starts: list[int], woman: bool) -> None:
    """The closed stays before the last prison, each somewhere else."""
    earlier = world.like(place, woman)
    if not earlier:
        return
    before = place.code
    for start in starts:
        choice = earlier[int(world.chance() * len(earlier))].code
        if choice != before:
            person.stays.append((choice, "IN", start))
            before = choice


def _status(chance: int) -> str:
    for status, share in (
        ("AT_COURT", AT_COURT), ("ROTL", ON_DAY_RELEASE), ("IN_TRANSIT", BETWEEN_PRISONS),
        ("RESTRICTED_PATIENT", IN_HOSPITAL),
    ):  # fmt: skip
        if chance < share:
            return status
        chance -= share
    return "IN"


def _write(world: World, person: Person, woman: bool, place: Place) -> None:
    """The rows of the person alone: identity, numbers, stays, and the kiosk's for those in custody."""
    pen, at = world.pen, world.moments.at(person.came)
    by = made(at, person.author, person.stays[0][0])
    person.user = _kiosk(world, person, at, by) if person.in_custody else NULL
    born = person.demo.born if person.demo else _born(world, place, person)
    legal, release = _sentence(world, person)
    person.legal, person.release = legal, release
    cell = _cell(world, person)
    pen[Learner].append(
        f"{person.key}\t{by}\t{person.user}\t{person.given_name}\t{person.family_name}\t{born}"
        f"\t{'F' if woman else 'M'}\t{release}\t{legal}\t{person.here}\t{cell}\t{len(person.stays)}"
    )
    _numbers(world, person, by)
    _placements(world, person)


def _born(world: World, place: Place, person: Person) -> str:
    """Young enough for the prison now; those outside were old enough when they left."""
    span = place.oldest - place.youngest + 1
    years = place.youngest + span * world.chance() ** 2
    longer = world.moments.last - person.until
    return world.moments.day(-int(years * 365.25) - longer // DAY - 1)


def _sentence(world: World, person: Person) -> tuple[str, str]:
    moments = world.moments
    if person.demo:
        return "SENTENCED", moments.day(person.demo.release_in_days)
    if not person.in_custody:
        dead = person.stays[-1][1] == "DECEASED"
        return ("DEAD", NULL) if dead else ("SENTENCED", moments.on(person.until))
    status, known = _LEGAL_BY_CHANCE[int(world.chance() * len(_LEGAL_BY_CHANCE))]
    return status, moments.day(3 + int(3650 * world.chance() ** 3)) if known else NULL


def _cell(world: World, person: Person) -> str:
    if person.demo:
        return person.demo.cell
    if not person.in_custody or person.stays[-1][1] == "RESTRICTED_PATIENT":
        return ""
    chance = world.chance
    return f"{WINGS[int(chance() * len(WINGS))]}{1 + int(chance() * 4)}-{1 + int(chance() * 40):03d}"


def _numbers(world: World, person: Person, by: str) -> None:
    chance, key, pen = world.chance, world.moments.key, world.pen[Identifier]
    on, came = world.moments.on(person.came), person.came
    number = person.demo.prison_number if person.demo else world.numbers.prison_number()
    pen.append(f"{key(came)}\t{by}\t{person.key}\tPRISON_NUMBER\t{number}\troll\t{on}")
    if person.demo or chance() < HAS_ULN:
        person.uln = world.numbers.uln()
        pen.append(f"{key(came)}\t{by}\t{person.key}\tULN\t{person.uln}\tLRS\t{on}")
    if chance() < (HAS_CRN_INSIDE if person.in_custody else HAS_CRN_OUTSIDE):
        pen.append(f"{key(came)}\t{by}\t{person.key}\tCRN\t{world.numbers.crn()}\tprobation\t{on}")


def _placements(world: World, person: Person) -> None:
    """Each stay ends when the next begins, and the source's own sequence counts them from 1."""
    at, last = world.moments.at, len(person.stays) - 1
    for seq, (place, status, started) in enumerate(person.stays, start=1):
        begun = at(started)
        ended = NULL if seq - 1 == last else at(person.stays[seq][2])
        by = made(begun, world.system, place, begun if ended == NULL else ended)
        world.pen[Placement].append(
            f"{world.moments.key(started)}\t{by}\t{person.key}\t{place}\t{status}\t{begun}\t{ended}\t{seq}"
        )


def _kiosk(world: World, person: Person, at: str, by: str) -> str:
    """The user that the person acts as, and their PIN, which is everybody's in a demo."""
    user = world.moments.key(person.came)
    world.pen[User].append(f"{user}\tlearner-{dashed(person.key)}\t\tLEARNER\t{person.given_name}\t\t!\t{at}")
    secret = world.moments.key(person.came)
    world.pen[KioskSecret].append(f"{secret}\t{by}\t{person.key}\t{world.pin_hash}\tf")
    return user

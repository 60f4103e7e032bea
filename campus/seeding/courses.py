"""Courses, where they are offered and in which classes; and who took them, with some days of attendance."""

from dataclasses import dataclass, field

from campus.seeding.copying import MADE, NULL, Pen, made, text
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.places import Place
from campus.seeding.world import World
from plans.courses.models import Attendance, ClassPlace, Course, CourseClass, CourseRequest, Enrolment, Offering

COLUMNS = {
    Course: ("id", *MADE, "code", "title", "level", "area", "summary", "qualification", "accredited"),
    Offering: ("id", *MADE, "course_id", "establishment_id", "starts_on"),
    CourseClass: ("id", *MADE, "offering_id", "name", "starts_on", "places", "weekdays", "begins", "room"),
    Enrolment: (
        "id", *MADE, "learner_id", "course_id", "status", "started_on", "planned_end_on", "ended_on", "funding",
        "outcome", "grade", "withdrawal_reason",
    ),
    ClassPlace: ("id", *MADE, "learner_id", "enrolment_id", "course_class_id", "started_on"),
    Attendance: ("id", *MADE, "learner_id", "enrolment_id", "on", "code"),
    CourseRequest: ("id", *MADE, "learner_id", "course_id", "words"),
}  # fmt: skip
# Code, title, level, subject, what people learn, qualification.
_CATALOGUE = """
    ENG-E3|English Entry 3|Entry 3|English|Read and write what you need every day.|Functional English Entry 3
    ENG-L1|English Level 1|Level 1|English|Write letters and forms. Read longer texts.|Functional English Level 1
    MAT-E3|Maths Entry 3|Entry 3|Maths|Use numbers, money and time.|Functional Maths Entry 3
    MAT-L1|Maths Level 1|Level 1|Maths|Work with fractions, charts and measures.|Functional Maths Level 1
    DIG-L1|Digital skills|Level 1|Digital|Use a computer safely and well.|Essential Digital Skills Level 1
    ESL-E2|English for speakers of other languages|Entry 2|English|Speak and read English with others.|
    FOD-L2|Food hygiene|Level 2|Catering|Keep food safe. Kitchens ask for this.|Award in Food Safety Level 2
    BRK-L1|Bricklaying|Level 1|Construction|Build a wall, corner and pier.|Bricklaying Level 1
    WAR-L2|Warehousing and storage|Level 2|Logistics|Pick, pack and load. Use a scanner.|Warehousing Level 2
    BAR-L2|Barbering|Level 2|Hair|Cut and style hair.|Diploma in Barbering Level 2
    MEN-L2|Peer mentoring|Level 2|Work skills|Listen and help others to learn.|Award in Peer Mentoring Level 2
    SHT-RD|Reading with a mentor||Reading|Learn to read, one to one.|
"""
CATALOGUE = [line.strip().split("|") for line in _CATALOGUE.strip().splitlines()]
FIRST = 4  # English and maths are offered everywhere; of the others some
OFFERED = 0.6
ON_A_COURSE, TOOK_ONE_INSIDE, TOOK_ONE_OUTSIDE = 0.45, 0.4, 0.2
ASKS = 0.03
COMPLETES = 0.75
PLACES = 12
MARKS = 3  # days of attendance for each course that goes on
STARTED_WITHIN = 110 * DAY
LASTS = 120  # days
DAYS = ("14", "25", "3", "135", "24")
FUNDED = ("PES", "PES", "PES", "PES", "DPS", "OTHER")
CODES = ("ATTENDED", "ATTENDED", "ATTENDED", "ATTENDED", "LATE", "ABSENT_ACCEPTED", "ABSENT")
GRADES = ("ACHIEVED\tPASSED", "ACHIEVED\tPASSED", "ACHIEVED\tMERIT", "PARTIALLY_ACHIEVED\t", "NOT_ACHIEVED\tFAILED")
REASONS = ("MOVED_PRISON", "MOVED_PRISON", "RELEASED", "ILL_HEALTH", "EDUCATION_REASON")
WHY = text("I want to do this when I leave.")


@dataclass
class School:
    """What every person of an estate is enrolled from. Made once, with the first person."""

    courses: list[str] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)
    # For each prison and course, its classes with how many places are left.
    classes: dict[tuple[str, str], list[list[object]]] = field(default_factory=dict)


def rows(person: Person, world: World, pen: Pen) -> None:
    """A course that goes on for many in custody, one that is over for some, and a question now and then."""
    school = world.kept.get("school")
    if school is None:
        school = world.kept["school"] = _school(world, pen)
    chance = world.chance
    taken: set[str] = set()
    if person.in_custody and (person.demo or chance() < ON_A_COURSE):
        _going_on(person, world, pen, school, taken)
    if chance() < (TOOK_ONE_INSIDE if person.in_custody else TOOK_ONE_OUTSIDE):
        _over(person, world, pen, school, taken)
    asks = person.demo.plan == "draft" if person.demo else chance() < ASKS
    if person.in_custody and asks and person.user != NULL:
        _asked(person, world, pen, school, taken)


def _school(world: World, pen: Pen) -> School:
    school, moments = School(), world.moments
    start = moments.last - 400 * DAY
    for code, title, level, area, summary, qualification in CATALOGUE:
        key = moments.key(start)
        said = made(moments.at(start), world.system, NULL)
        accredited = "t" if qualification else "f"
        pen[Course].append(f"{key}\t{said}\t{code}\t{title}\t{level}\t{area}\t{summary}\t{qualification}\t{accredited}")
        school.courses.append(key)
    for place in world.places:
        _offer(place, world, pen, school, start)
    return school


def _offer(place: Place, world: World, pen: Pen, school: School, start: int) -> None:
    """The courses of one prison, with classes enough for most who are on them."""
    moments, chance = world.moments, world.chance
    chosen = [key for n, key in enumerate(school.courses) if n < FIRST or chance() < OFFERED]
    school.offered[place.code] = chosen
    by = made(moments.at(start), world.planner(place.code), place.code)
    groups = 1 + int(place.people * ON_A_COURSE / PLACES / len(chosen))
    for course in chosen:
        offering = moments.key(start)
        pen[Offering].append(f"{offering}\t{by}\t{course}\t{place.code}\t{moments.on(start)}")
        found = school.classes.setdefault((place.code, course), [])
        for number in range(groups):
            key, days, hour = moments.key(start), DAYS[int(chance() * len(DAYS))], "09:00" if number % 2 else "13:30"
            named = f"Group {chr(65 + number % 26)}"
            room = f"Education {1 + int(chance() * 6)}"
            pen[CourseClass].append(
                f"{key}\t{by}\t{offering}\t{named}\t{moments.on(start)}\t{PLACES}\t{days}\t{hour}\t{room}"
            )
            found.append([key, PLACES])


def _choose(person: Person, world: World, school: School, place: str, taken: set[str]) -> str | None:
    left = [key for key in school.offered.get(place, school.courses[:FIRST]) if key not in taken]
    if not left:
        return None
    course = left[int(world.chance() * len(left))]
    taken.add(course)
    return course


def _going_on(person: Person, world: World, pen: Pen, school: School, taken: set[str]) -> None:
    """Begun in the stay that goes on now, so that the class is at the prison where the person is."""
    moments = world.moments
    first = max(person.stays[-1][2], person.until - STARTED_WITHIN)
    course = _choose(person, world, school, person.home, taken)
    if course is None:
        return
    minute = moments.between(first, person.until)
    key, on = moments.key(minute), moments.on(minute)
    by = made(moments.at(minute), person.author, person.home)
    until = moments.on(minute + LASTS * DAY)
    funding = world.one_of(FUNDED)
    pen[Enrolment].append(f"{key}\t{by}\t{person.key}\t{course}\tIN_PROGRESS\t{on}\t{until}\t{NULL}\t{funding}\t\t\t")
    for group in school.classes.get((person.home, course), []):
        if isinstance(group[1], int) and group[1] > 0:
            group[1] -= 1
            pen[ClassPlace].append(f"{moments.key(minute)}\t{by}\t{person.key}\t{key}\t{group[0]}\t{on}")
            break
    for week in range(1, MARKS + 1):
        day = minute + week * 7 * DAY
        if day <= person.until:
            said = made(moments.at(day), person.author, person.home)
            code = world.one_of(CODES)
            pen[Attendance].append(f"{moments.key(day)}\t{said}\t{person.key}\t{key}\t{moments.on(day)}\t{code}")


def _over(person: Person, world: World, pen: Pen, school: School, taken: set[str]) -> None:
    moments = world.moments
    minute = moments.between(person.came, max(person.came, person.until - LASTS * DAY))
    end = moments.between(minute, min(person.until, minute + LASTS * DAY))
    place = person.where(minute)
    course = _choose(person, world, school, place, taken)
    if course is None:
        return
    by = made(moments.at(minute), person.author, place, moments.at(end))
    funding = world.one_of(FUNDED)
    if world.chance() < COMPLETES:
        state, how = "COMPLETED", f"{world.one_of(GRADES)}\t"
    else:
        state, how = "WITHDRAWN", f"\t\t{world.one_of(REASONS)}"
    pen[Enrolment].append(
        f"{moments.key(minute)}\t{by}\t{person.key}\t{course}\t{state}\t{moments.on(minute)}\t{NULL}\t{moments.on(end)}"
        f"\t{funding}\t{how}"
    )


def _asked(person: Person, world: World, pen: Pen, school: School, taken: set[str]) -> None:
    moments = world.moments
    course = _choose(person, world, school, person.home, taken)
    if course is None:
        return
    minute = moments.between(max(person.stays[-1][2], person.until - 14 * DAY), person.until)
    by = made(moments.at(minute), person.user, person.home)
    pen[CourseRequest].append(f"{moments.key(minute)}\t{by}\t{person.key}\t{course}\t{WHY}")

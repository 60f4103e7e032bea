"""Plans with their goals and steps, and what people ask for at the tablet."""

from campus.seeding.copying import MADE, NULL, Pen, again, made, text
from campus.seeding.courses import CATALOGUE
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.words import ARCHIVED, GOALS, NOTES, QUALIFICATIONS, SESSION_WORDS, SUGGESTED
from campus.seeding.world import World
from plans.models import Goal, GoalProposal, Plan, SessionRequest, Step

COLUMNS = {
    Plan: ("id", *MADE, "learner_id", "status", "agreed_at", "agreed_by_id"),
    Goal: (
        "id", *MADE, "learner_id", "plan_id", "title", "target_on", "status", "note", "qualification", "closed_on",
        "archive_reason", "archive_words", "course_id",
    ),
    Step: (
        "id", *MADE, "learner_id", "goal_id", "position", "title", "status", "ticked_at", "done_at", "confirmed_by_id",
    ),
    GoalProposal: ("id", *MADE, "learner_id", "title", "first_step", "status"),
    SessionRequest: ("id", *MADE, "learner_id", "words", "status"),
}  # fmt: skip
HAS_PLAN_INSIDE, HAS_PLAN_OUTSIDE = 0.85, 0.75
IS_DRAFT = 0.08
IS_ARCHIVED = 0.06  # of goals in progress that are older than a month
SUGGESTS, ASKS = 0.015, 0.01
ASKED_WITHIN, RENEWED_WITHIN = 20 * DAY, 200 * DAY
LEADS_TO = {
    "I want to work in a kitchen": "FOD-L2", "I want better maths": "MAT-L1", "I want to work in a warehouse": "WAR-L2",
    "I want to write better English": "ENG-L1", "I want to help other people learn": "MEN-L2",
    "I want to use a computer with confidence": "DIG-L1",
}  # fmt: skip
_PLACE_OF = {row[0]: place for place, row in enumerate(CATALOGUE)}
TARGETS = (90, 180, 365)  # days, plans.rules.TARGET_CHOICES


def rows(person: Person, world: World, pen: Pen) -> None:
    """A plan for most people, agreed soon after they came."""
    wanted = _wanted(person, world)
    if wanted == "none":
        return
    moments, by = world.moments, person.author
    started = moments.between(person.came, min(person.until, person.came + 60 * DAY))
    person.planned = started
    place, key = person.where(started), moments.key(started)
    draft = wanted == "draft"
    said = made(moments.at(started), by, place)
    agreed = f"DRAFT\t{NULL}\t{NULL}" if draft else f"AGREED\t{moments.at(started)}\t{by}"
    pen[Plan].append(f"{key}\t{said}\t{person.key}\t{agreed}")
    for _ in range(2 + (world.chance() < 0.45)):
        _goal(person, world, pen, key, started, said, draft)
    if person.user != NULL and person.in_custody:
        _asks(person, world, pen, started)


def _wanted(person: Person, world: World) -> str:
    if person.demo:
        return person.demo.plan
    if world.chance() >= (HAS_PLAN_INSIDE if person.in_custody else HAS_PLAN_OUTSIDE):
        return "none"
    return "draft" if person.in_custody and world.chance() < IS_DRAFT else "agreed"


def _goal(person: Person, world: World, pen: Pen, plan: str, started: int, said: str, draft: bool) -> None:
    chance, moments = world.chance, world.moments
    title, steps = GOALS[int(chance() * len(GOALS))]
    key = moments.key(started)
    count = 3 + (chance() < 0.55)
    is_old = not draft and person.until - started > 30 * DAY
    # How far along: nothing for a draft, everything done for some who have been here long.
    done = int(chance() ** 1.5 * (count + 1)) if is_old else 0
    ended, end = _end(person, world, started, done == count, is_old)
    # What is still in progress after years was given a new date at some review.
    dated = started if ended else max(started, person.until - int(chance() * RENEWED_WITHIN))
    target = moments.on(dated + TARGETS[int(chance() * 3)] * DAY)
    by = again(said, moments.at(ended), person.author, person.where(ended)) if ended else said
    note = world.one_of(NOTES)
    pen[Goal].append(
        f"{key}\t{by}\t{person.key}\t{plan}\t{title}\t{target}\t{end[0]}\t{note}\t{QUALIFICATIONS.get(title, '')}"
        f"\t{end[1]}\t{end[2]}\t{_course(title, world)}"
    )
    until = ended or person.until
    for position in range(1, count + 1):
        step = (position, steps[position - 1], position - done)
        _step(person, world, pen, key, step, (started, until), said, draft or bool(ended))


def _course(title: str, world: World) -> str:
    """The course that a goal leads to, where there is one. The very first person comes before the courses."""
    school = world.kept.get("school")
    return school.courses[_PLACE_OF[LEADS_TO[title]]] if school and title in LEADS_TO else NULL


def _end(person: Person, world: World, started: int, is_done: bool, is_old: bool) -> tuple[int, tuple[str, str, str]]:
    """When a goal ended, or nothing, and what its row says of it: the state, the day, and why it was put aside."""
    moments = world.moments
    archived = is_old and not is_done and not person.demo and world.chance() < IS_ARCHIVED
    if not is_done and not archived:
        return 0, ("ACTIVE", NULL, "\t")
    ended = moments.between(started, person.until)
    why = world.one_of(ARCHIVED) if archived else "\t"
    return ended, ("ARCHIVED" if archived else "COMPLETED", moments.on(ended), why)


def _step(
    person: Person, world: World, pen: Pen, goal: str, step: tuple[int, str, int], span: tuple[int, int], said: str,
    quiet: bool,
) -> None:  # fmt: skip
    """`step` ends with how many steps it lies past the last that was done: 0 and below are done, 1 may be ticked."""
    moments, (position, title, beyond), (started, until) = world.moments, step, span
    if beyond <= 0:
        ticked = moments.between(started, until)
        at, by = moments.at(ticked), person.author
        said = again(said, at, by, person.where(ticked))
        state = f"COMPLETE\t{at}\t{at}\t{by}"
    elif beyond == 1 and not quiet and world.chance() < 0.3:
        state = f"ACTIVE\t{moments.at(moments.between(started, until))}\t{NULL}\t{NULL}"
    else:
        state = f"NOT_STARTED\t{NULL}\t{NULL}\t{NULL}"
    pen[Step].append(f"{moments.key(started)}\t{said}\t{person.key}\t{goal}\t{position}\t{title}\t{state}")


def _asks(person: Person, world: World, pen: Pen, started: int) -> None:
    """A few people wait for an answer: to a goal that they suggest, or to their wish for a session."""
    moments = world.moments
    asked = moments.between(max(started, person.until - ASKED_WITHIN), person.until)
    by = made(moments.at(asked), person.user, person.where(asked))
    if world.chance() < SUGGESTS:
        title, first = SUGGESTED[int(world.chance() * len(SUGGESTED))]
        pen[GoalProposal].append(f"{moments.key(asked)}\t{by}\t{person.key}\t{text(title)}\t{text(first)}\tWAITING")
    if world.chance() < ASKS:
        words = text(world.one_of(SESSION_WORDS))
        pen[SessionRequest].append(f"{moments.key(asked)}\t{by}\t{person.key}\t{words}\tWAITING")

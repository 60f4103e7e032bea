"""Plans with their goals and steps."""

from campus.seeding.copying import MADE, NULL, Pen, again, made
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.words import GOALS, NOTES
from campus.seeding.world import World
from plans.models import Goal, Plan, Step

COLUMNS = {
    Plan: ("id", *MADE, "learner_id", "status", "agreed_at", "agreed_by_id"),
    Goal: ("id", *MADE, "learner_id", "plan_id", "title", "target_on", "status", "note"),
    Step: (
        "id", *MADE, "learner_id", "goal_id", "position", "title", "status", "ticked_at", "done_at", "confirmed_by_id",
    ),
}  # fmt: skip
HAS_PLAN_INSIDE, HAS_PLAN_OUTSIDE = 0.85, 0.75
IS_DRAFT = 0.08
TARGETS = (90, 180, 365)  # days, plans.rules.TARGET_CHOICES


def rows(person: Person, world: World, pen: Pen) -> None:
    """A plan for most people, agreed soon after they came."""
    wanted = _wanted(person, world)
    if wanted == "none":
        return
    moments, by = world.moments, person.author
    started = moments.between(person.came, min(person.until, person.came + 60 * DAY))
    place, key = person.where(started), moments.key(started)
    draft = wanted == "draft"
    said = made(moments.at(started), by, place)
    agreed = f"DRAFT\t{NULL}\t{NULL}" if draft else f"AGREED\t{moments.at(started)}\t{by}"
    pen[Plan].append(f"{key}\t{said}\t{person.key}\t{agreed}")
    for _ in range(2 + (world.chance() < 0.45)):
        _goal(person, world, pen, key, started, said, draft)


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
    # How far along: nothing for a draft, everything done for some who have been here long.
    done = 0 if draft else int(chance() ** 1.5 * (count + 1)) if person.until - started > 30 * DAY else 0
    status = "COMPLETED" if done == count else "ACTIVE"
    target = moments.on(started + TARGETS[int(chance() * 3)] * DAY)
    pen[Goal].append(f"{key}\t{said}\t{person.key}\t{plan}\t{title}\t{target}\t{status}\t{world.one_of(NOTES)}")
    for position in range(1, count + 1):
        _step(person, world, pen, key, position, steps[position - 1], started, said, position - done, draft)


def _step(
    person: Person, world: World, pen: Pen, goal: str, position: int, title: str, started: int, said: str, beyond: int,
    draft: bool,
) -> None:  # fmt: skip
    """`beyond` is how many steps this one lies past the last that was done: 0 and below are done, 1 may be ticked."""
    moments = world.moments
    if beyond <= 0:
        ticked = moments.between(started, person.until)
        at, by = moments.at(ticked), person.author
        said = again(said, at, by, person.where(ticked))
        state = f"COMPLETE\t{at}\t{at}\t{by}"
    elif beyond == 1 and not draft and world.chance() < 0.3:
        state = f"ACTIVE\t{moments.at(moments.between(started, person.until))}\t{NULL}\t{NULL}"
    else:
        state = f"NOT_STARTED\t{NULL}\t{NULL}\t{NULL}"
    pen[Step].append(f"{moments.key(started)}\t{said}\t{person.key}\t{goal}\t{position}\t{title}\t{state}")

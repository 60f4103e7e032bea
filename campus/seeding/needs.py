"""Additional needs: about three in ten people in custody, with what is hard, what helps and, for some, a plan."""

import json

from campus.seeding.copying import MADE, NULL, Pen, made, text
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.world import World
from plans.assessments.models import AssessmentResult
from plans.needs.models import (
    Challenge,
    Condition,
    NeedsProfile,
    Screener,
    Strength,
    SupportPlan,
    SupportPlanVersion,
    SupportSchedule,
    SupportScheduleVersion,
    SupportStrategy,
)

_STATE = (
    "learner_id", "task", "status", "deadline_on", "no_deadline", "footing", "course_started_on", "pes_funded",
    "course_at_id",
)  # fmt: skip
COLUMNS = {
    Condition: ("id", *MADE, "learner_id", "code", "source"),
    Screener: ("id", *MADE, "learner_id", "screened_on"),
    Challenge: ("id", *MADE, "learner_id", "code", "symptoms", "how", "screener_id"),
    Strength: ("id", *MADE, "learner_id", "code", "symptoms", "how", "screener_id"),
    SupportStrategy: ("id", *MADE, "learner_id", "category", "detail"),
    SupportPlan: ("id", *MADE, "learner_id"),
    SupportPlanVersion: ("id", *MADE, "learner_id", "plan_id", "number", "person_says", "adjustments", "review_on"),
    NeedsProfile: ("id", *MADE, "learner_id", "has_need", "sources", "screened_on"),
    SupportSchedule: ("id", *MADE, *_STATE),
    SupportScheduleVersion: ("id", *MADE, *_STATE, "schedule_id", "number", "because"),
}  # fmt: skip
# Whether anything is written down, of those in custody of whom an assessment found a need and of the others.
RECORDED_ASSESSED, RECORDED = 0.6, 0.2
MOST_RESULTS = 8  # of one person, which stand last in the pen
IS_SCREENED, HAS_CONDITION, IS_DIAGNOSED, STUDIES, HAS_PLAN = 0.5, 0.35, 0.4, 0.5, 0.4
HOW = (text(json.dumps(["EDUCATION_SKILLS_WORK"])), text(json.dumps(["SELF_DISCLOSURE", "WIDER_PRISON"])))
# (category, its whole, a part that a screener names, what was seen, what helps)
HARD = (
    ("LITERACY_SKILLS_DEFAULT", "READING", "Reads slowly, loses the line.", "Print on yellow paper, with wide lines."),
    ("NUMERACY_SKILLS_DEFAULT", "ARITHMETIC", "Counts on fingers.", "A number line or a calculator on the desk."),
    (
        "ATTENTION_ORGANISING_TIME_DEFAULT", "FOCUSING", "Loses focus after ten minutes.",
        "Short tasks with a break between them.",
    ),
    ("LANGUAGE_COMM_SKILLS_DEFAULT", "WORD_FINDING", "Needs time to find words.", "Wait for an answer. Ask one thing."),
    ("EMOTIONS_FEELINGS_DEFAULT", "MANAGING_CHANGE", "Finds sudden changes hard.", "Say before the day is different."),
    ("MEMORY", "SHORT_TERM_MEMORY", "Forgets what was said.", "Write each step down."),
    ("SENSORY", "SENSORY_PROCESSING", "Noise is too much.", "A seat away from the door, in a quiet place."),
)  # fmt: skip
GOOD = (
    ("PHYSICAL_SKILLS_DEFAULT", "GRASP", "Good with tools."),
    ("NUMERACY_SKILLS_DEFAULT", "ESTIMATION", "Quick at sums."),
    ("LANGUAGE_COMM_SKILLS_DEFAULT", "PEOPLE_PERSON", "Gets on with everybody."),
    ("SENSORY", "CREATIVITY", "Draws very well."),
)  # fmt: skip
CONDITIONS = ("DYSLEXIA", "ADHD", "ASC", "DYSLEXIA", "ADHD", "MENTAL_HEALTH", "DLD_HEAR", "ABI")
SAYS = ("I need more time.", "I want to be asked, not told.", "I learn best when I can do it with my hands.")


def rows(person: Person, world: World, pen: Pen) -> None:
    """Written by the planner of the prison, soon after the person came; and what it comes to with their assessment."""
    moments, chance = world.moments, world.chance
    assessed = any(f"\t{person.key}\tALN\tYES\t" in line for line in pen[AssessmentResult][-MOST_RESULTS:])
    recorded = person.in_custody and (_of_the_demo(person) or chance() < (RECORDED_ASSESSED if assessed else RECORDED))
    if not (assessed or recorded):
        return
    minute = moments.between(person.came, min(person.until, person.came + 40 * DAY))
    by = made(moments.at(minute), person.author, person.where(minute))
    head, sources = f"{by}\t{person.key}", ["ALN_SCREENER"] if assessed else []
    screened = _items(world, pen, head, minute, sources) if recorded else NULL
    pen[NeedsProfile].append(f"{moments.key(minute)}\t{head}\tt\t{text(json.dumps(sources))}\t{screened}")
    if recorded and (chance() < STUDIES or _of_the_demo(person)):
        _schedule(person, world, pen, head, minute, assessed)


def _items(world: World, pen: Pen, head: str, minute: int, sources: list[str]) -> str:
    """What is written down. Adds to the sources, and returns the date of a screener."""
    chance, key = world.chance, world.moments.key
    sources.append("CHALLENGE_NOT_ALN_SCREENER")
    first, count = int(chance() * len(HARD)), 1 + int(chance() * 3)
    for place in range(count):
        whole, _, seen, helps = HARD[(first + place * 2) % len(HARD)]
        pen[Challenge].append(f"{key(minute)}\t{head}\t{whole}\t{seen}\t{HOW[place % 2]}\t{NULL}")
        if place == 0 or chance() < 0.3:
            pen[SupportStrategy].append(f"{key(minute)}\t{head}\t{whole}\t{helps}")
    whole, _, seen = GOOD[int(chance() * len(GOOD))]
    pen[Strength].append(f"{key(minute)}\t{head}\t{whole}\t{seen}\t{HOW[0]}\t{NULL}")
    if chance() < HAS_CONDITION:
        diagnosed = chance() < IS_DIAGNOSED
        source = "CONFIRMED_DIAGNOSIS" if diagnosed else "SELF_DECLARED"
        sources.append(f"CONDITION_{source}")
        pen[Condition].append(f"{key(minute)}\t{head}\t{world.one_of(CONDITIONS)}\t{source}")
    return _screener(world, pen, head, minute, first) if chance() < IS_SCREENED else NULL


def _of_the_demo(person: Person) -> bool:
    """Marcus has a need and a support plan in every estate."""
    return person.demo is not None and person.given_name == "Marcus"


def _screener(world: World, pen: Pen, head: str, minute: int, first: int) -> str:
    key, on = world.moments.key(minute), world.moments.on(minute)
    pen[Screener].append(f"{key}\t{head}\t{on}")
    hard, good = HARD[first % len(HARD)][1], GOOD[first % len(GOOD)][1]
    pen[Challenge].append(f"{world.moments.key(minute)}\t{head}\t{hard}\t\t[]\t{key}")
    pen[Strength].append(f"{world.moments.key(minute)}\t{head}\t{good}\t\t[]\t{key}")
    return on


def _schedule(person: Person, world: World, pen: Pen, head: str, minute: int, assessed: bool) -> None:
    """In education here: the plan is to be written or, where there is one, its review is due within some weeks."""
    moments, chance = world.moments, world.chance
    has_plan = chance() < HAS_PLAN or _of_the_demo(person)
    on = moments.day(int(chance() * 80) - 5)
    if has_plan:
        key = moments.key(minute)
        says, helps = world.one_of(SAYS), HARD[int(chance() * len(HARD))][3]
        pen[SupportPlan].append(f"{key}\t{head}")
        pen[SupportPlanVersion].append(f"{moments.key(minute)}\t{head}\t{key}\t1\t{says}\t{helps}\t{on}")
    soon = f"{moments.day(int(chance() * 20) - 6)}\t"
    undated = f"{NULL}\tNEED_NOT_ASSESSED"
    task, due = ("REVIEW", f"{on}\t") if has_plan else ("PLAN", soon if assessed else undated)
    because = "PLAN_WRITTEN" if has_plan else "COURSE_STARTED"
    state = f"{task}\tSCHEDULED\t{due}\tSTUDYING\t{moments.on(minute)}\tt\t{person.here}"
    schedule = moments.key(minute)
    pen[SupportSchedule].append(f"{schedule}\t{head}\t{state}")
    pen[SupportScheduleVersion].append(f"{moments.key(minute)}\t{head}\t{state}\t{schedule}\t1\t{because}")

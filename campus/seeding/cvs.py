"""CVs: eight answers, and for most of them a version as it was when its owner asked for it."""

import json

from campus.seeding.copying import MADE, NULL, Pen, made, text
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.words import ANSWERS
from campus.seeding.world import World
from jobs.cvs import rules
from jobs.cvs.models import Cv, CvAnswer, CvRendering, CvVersion
from jobs.cvs.rules import QUESTIONS, Language

COLUMNS = {
    Cv: ("id", *MADE, "learner_id"),
    CvAnswer: ("id", *MADE, "learner_id", "cv_id", "question", "text", "skipped"),
    CvVersion: ("id", *MADE, "learner_id", "cv_id", "number", "content", "digest"),
    CvRendering: ("id", *MADE, "learner_id", "version_id", "key"),
}
HAS_CV_INSIDE, HAS_CV_OUTSIDE = 0.35, 0.28
SKIPPED = 0.1
HAS_VERSION = 0.8
PART = 3  # answers of a CV that was only begun


def rows(person: Person, world: World, pen: Pen) -> None:
    """A CV for some; the owner wrote it, at a tablet."""
    wanted = _wanted(person, world)
    if wanted == "none":
        return
    moments = world.moments
    minute = moments.between(min(person.came + 30 * DAY, person.until), person.until)
    key, place = moments.key(minute), person.where(minute)
    by = made(moments.at(minute), person.user if person.user != NULL else person.author, place)
    pen[Cv].append(f"{key}\t{by}\t{person.key}")
    answers = {}
    for question in QUESTIONS[:PART] if wanted == "part" else QUESTIONS:
        words = ANSWERS[question][int(world.chance() * len(ANSWERS[question]))]
        skipped = not person.demo and world.chance() < SKIPPED
        if not skipped:
            answers[question.value] = words
        said = "\tt" if skipped else f"{text(words)}\tf"
        pen[CvAnswer].append(f"{moments.key(minute)}\t{by}\t{person.key}\t{key}\t{question.value}\t{said}")
    if answers and wanted == "version":
        _version(person, world, pen, key, by, minute, answers)


def _wanted(person: Person, world: World) -> str:
    """Demo people have no version: the first pages that anybody sees are made in front of them."""
    if person.demo:
        return person.demo.cv
    if world.chance() >= (HAS_CV_INSIDE if person.in_custody else HAS_CV_OUTSIDE):
        return "none"
    return "version" if world.chance() < HAS_VERSION else "full"


def _version(person: Person, world: World, pen: Pen, cv: str, by: str, minute: int, answers: dict[str, str]) -> None:
    """The version's pages wait for nobody: no file was made, and the page offers to make them."""
    name = f"{person.given_name} {person.family_name}"
    held = rules.content(name=name, language=Language.ENGLISH.value, answers=answers)
    digest, key = rules.digest(held), world.moments.key(minute)
    pen[CvVersion].append(f"{key}\t{by}\t{person.key}\t{cv}\t1\t{text(json.dumps(held))}\t{digest}")
    pen[CvRendering].append(f"{world.moments.key(minute)}\t{by}\t{person.key}\t{key}\t{rules.key(digest)}")

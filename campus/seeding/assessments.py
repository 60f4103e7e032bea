"""Results of assessments, and what was read from the Learning Records Service."""

from functools import cache

from campus.doubles.learning_answers import Document, records_of
from campus.estate import loading
from campus.seeding.copying import MADE, NULL, Pen, made, text
from campus.seeding.moments import DAY
from campus.seeding.people import Person
from campus.seeding.world import World
from plans.assessments.models import AssessmentResult, LearningEvent, LearningReading, ScreeningComplete, UlnMatch

EVENT = (
    "event_id", "uln", "provider_ukprn", "provider_name", "awarded_by_ukprn", "awarded_by", "qualification_type",
    "subject_code", "subject", "level", "grade", "credits", "awarded_on", "began_on", "ended_on", "status", "source",
    "loaded_on", "under_challenge", "language", "collection_type", "return_number", "fetched_at",
)  # fmt: skip
COLUMNS = {
    AssessmentResult: (
        "id", *MADE, "learner_id", "type", "outcome", "banding", "taken_on", "place_code", "place_name", "reason",
        "consent", "next_step", "assessor", "provider", "tool", "mode",
    ),
    ScreeningComplete: ("id", *MADE, "learner_id", "stay_began_on", "completed_on"),
    UlnMatch: ("id", *MADE, "learner_id", "status", "match_type", "count", "uln", "given_name", "family_name"),
    LearningEvent: ("id", *MADE, "learner_id", *EVENT),
    LearningReading: ("id", *MADE, "learner_id", "outcome", "uln", "events"),
}  # fmt: skip
# How many have a result of a type: in custody, outside.
TESTED_INSIDE, TESTED_OUTSIDE = 0.8, 0.3
NEEDS_SCREENED, READ, DIGITAL, ESOL = 0.75, 0.25, 0.2, 0.06
HAS_NEED = 0.3
MATCHED_INSIDE, MATCHED_OUTSIDE, NOT_FOUND = 0.5, 0.3, 0.06
NOT_MATCHED = ("NO_MATCH", "NO_MATCH", "TOO_MANY", "NOT_SHARED", "NOT_VERIFIED")
# Some results are two years old, so that some tests are needed again.
OLDEST = 730 * DAY
DEMO_TESTED = 120 * DAY
LEVELS = (
    "ENTRY_1",
    "ENTRY_2",
    "ENTRY_2",
    "ENTRY_3",
    "ENTRY_3",
    "ENTRY_3",
    "LEVEL_1",
    "LEVEL_1",
    "LEVEL_2",
    "PRE_ENTRY",
)
READERS = ("NON_READER", "NEW_READER", "EMERGING_READER", "CONSOLIDATING_READER", "ESTABLISHED_READER")
PROVIDERS = ("Milton Keynes College", "Novus", "PeoplePlus")
TOOLS = {"ENGLISH": "BKSB", "MATHS": "BKSB", "DIGITAL": "Essential digital skills check", "READING": "Reading screener"}
MODES = ("ON_SCREEN", "ON_SCREEN", "PAPER", "IN_CELL")
# The people of the demo: tested elsewhere some time ago, so that the guard has something to say; one is matched.
DEMO_UNTESTED, DEMO_MATCHED = ("Davies", "Walsh"), ("Ahmed",)


@cache
def _names() -> dict[str, str]:
    return {str(row["code"]): text(str(row["name"])) for row in loading.rows()}


def rows(person: Person, world: World, pen: Pen) -> None:
    """Results of most people in custody and some outside, and a match for about half of those with a number."""
    _results(person, world, pen)
    if person.uln:
        _match(person, world, pen)


def _results(person: Person, world: World, pen: Pen) -> None:
    chance = world.chance
    share = TESTED_INSIDE if person.in_custody else TESTED_OUTSIDE
    tested = person.family_name not in DEMO_UNTESTED if person.demo else chance() < share
    if not tested:
        return
    first = max(person.came, person.until - (DEMO_TESTED if person.demo else OLDEST))
    on = world.moments.between(first, min(person.until, first + 90 * DAY if person.came == first else person.until))
    for kind in ("ENGLISH", "MATHS"):
        _result(person, world, pen, kind, on)
    if person.demo or chance() < NEEDS_SCREENED:
        _result(person, world, pen, "ALN", on)
        if person.in_custody:
            _screened(person, world, pen, on)
    for kind, some in (("READING", READ), ("DIGITAL", DIGITAL), ("ESOL", ESOL)):
        if person.in_custody and chance() < some:
            _result(person, world, pen, kind, world.moments.between(on, person.until))


def _result(person: Person, world: World, pen: Pen, kind: str, on: int) -> None:
    moments, chance, place, author = world.moments, world.chance, person.where(on), person.author
    outcome, banding, next_step = _outcome(world, kind)
    consent = NULL if kind == "DIGITAL" else "t"
    said = made(moments.at(on), author, place)
    pen[AssessmentResult].append(
        f"{moments.key(on)}\t{said}\t{person.key}\t{kind}\t{outcome}\t{banding}\t{moments.on(on)}\t{place}"
        f"\t{_names().get(place, place)}\tARRIVAL\t{consent}\t{next_step}\t\t{PROVIDERS[int(chance() * 3)]}"
        f"\t{TOOLS.get(kind, '')}\t{MODES[int(chance() * 4)]}"
    )


def _outcome(world: World, kind: str) -> tuple[str, str, str]:
    """(outcome, banding, next step), of its type."""
    chance = world.chance
    if kind in ("ENGLISH", "MATHS"):
        return world.one_of(LEVELS), f"{int(chance() * 40) / 10}", "PROGRESS_AT_LEVEL" if chance() < 0.7 else ""
    if kind == "DIGITAL":
        return world.one_of(("PRE_ENTRY", "ENTRY", "LEVEL_1")), f"{int(chance() * 20) / 10}", ""
    if kind == "READING":
        return world.one_of(READERS), NULL, ""
    if kind == "ESOL":
        return world.one_of(("ESOL_PATHWAY", "FUNCTIONAL_SKILLS_PATHWAY")), NULL, ""
    return "YES" if chance() < HAS_NEED else "NO", NULL, ""


def _screened(person: Person, world: World, pen: Pen, on: int) -> None:
    moments = world.moments
    said = made(moments.at(on), person.author, person.where(on))
    pen[ScreeningComplete].append(
        f"{moments.key(on)}\t{said}\t{person.key}\t{moments.on(person.came)}\t{moments.on(on)}"
    )


def _match(person: Person, world: World, pen: Pen) -> None:
    chance, moments = world.chance, world.moments
    drawn = chance()
    share = MATCHED_INSIDE if person.in_custody else MATCHED_OUTSIDE
    if person.demo:
        drawn = 0.0 if person.family_name in DEMO_MATCHED else 1.0
    if drawn >= share + NOT_FOUND:
        return
    on = moments.between(person.came, min(person.until, person.came + 60 * DAY))
    said = made(moments.at(on), person.author, person.where(on))
    if drawn >= share:
        answer = world.one_of(NOT_MATCHED)
        pen[UlnMatch].append(f"{moments.key(on)}\t{said}\t{person.key}\tCANNOT_BE_MATCHED\t{answer}\t0\t\t\t")
        return
    names = f"{person.given_name}\t{person.family_name}"
    pen[UlnMatch].append(f"{moments.key(on)}\t{said}\t{person.key}\tMATCHED\tEXACT\t1\t{person.uln}\t{names}")
    records = records_of(person.uln)
    for record in records:
        _event(person, world, pen, record, on, said)
    pen[LearningReading].append(f"{moments.key(on)}\t{said}\t{person.key}\tEXACT\t{person.uln}\t{len(records)}")


def _event(person: Person, world: World, pen: Pen, record: Document, on: int, said: str) -> None:
    moments = world.moments
    get = record.get
    values = (
        get("id"), person.uln, get("achievementProviderUkprn"), get("achievementProviderName"),
        get("awardingOrganisationUkprn"), get("awardingOrganisationName"), get("qualificationType"),
        get("subjectCode"), get("subject"), get("level"), get("grade"), get("credits"),
        get("achievementAwardDate") or NULL, get("participationStartDate"), get("participationEndDate"), get("status"),
        get("source"), get("dateLoaded"), "f", get("languageForAssessment"), get("collectionType"),
        get("returnNumber"), moments.at(on),
    )  # fmt: skip
    pen[LearningEvent].append(f"{moments.key(on)}\t{said}\t{person.key}\t" + "\t".join(map(str, values)))

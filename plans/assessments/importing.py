"""A file of results: each line checked before anything is written, and written once however often it is sent."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.errors import NotYours, Refused
from campus.estate.models import Establishment
from learners.imports.registry import Column, Importer
from learners.imports.rules import RowCheck, good, look, refused
from learners.models import Identifier, Learner
from learners.rules import IdentifierType
from plans.assessments import actions
from plans.assessments.models import AssessmentResult
from plans.assessments.rules.lines import REQUIRED, Line, read_line
from plans.assessments.rules.results import Taken

# One sentence for an unknown number and for somebody elsewhere, so that nothing is learned from it.
NOBODY = "Nobody at your prison has this prison number"
EXAMPLES = {
    "prison_number": ("A1234BC", ""), "type": ("Maths", "English, maths, digital, reading, ESOL or ALN"),
    "taken_on": ("14/08/2026", ""), "level_or_outcome": ("Entry level 3", "The level, or the outcome in words"),
    "banding": ("3.4", "A number with one decimal"), "prison": ("LEI", "Where it was taken: code or name"),
    "assessor": ("Jo Nash", ""), "provider": ("Novus", ""), "tool": ("BKSB", ""),
    "mode": ("On a screen", "On paper, on a screen, in cell or spoken"), "consent": ("Yes", "Yes or no"),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the lines of a file name: people within reach, and prisons."""

    people: Mapping[str, Learner]
    prisons: Mapping[str, Establishment]

    def placed(self, line: Line) -> Taken | None:
        """The result with its prison as the register knows it, or as it was written."""
        if line.taken is None or not line.prison:
            return line.taken
        found = self.prisons.get(line.prison.upper())
        code, name = (found.code, found.name) if found else ("", line.prison[:80])
        return replace(line.taken, place_code=code, place_name=name)


def check(*, rows: Sequence[Mapping[str, str]], by: Actor, at: dt.datetime) -> list[RowCheck]:
    """One verdict a row, in four queries however many there are."""
    today = clock.london_date(at)
    lines = [read_line(row, today=today) for row in rows]
    known = _known(lines, by)
    here = _results_here([person.id for person in known.people.values()])
    seen: set[tuple[object, ...]] = set()
    verdicts = []
    for line in lines:
        person = known.people.get(line.prison_number)
        verdicts.append(_verdict(line, person, here, seen))
        if person and line.taken:
            seen.add(_key(person.id, line.taken))
    return verdicts


def apply(*, row: Mapping[str, str], by: Actor, at: dt.datetime) -> None:
    """Write one line. Raises Refused when it cannot be; does nothing when it is there."""
    line = read_line(row, today=clock.london_date(at))
    known = _known([line], by)
    person, taken = known.people.get(line.prison_number), known.placed(line)
    if taken is None:
        raise Refused(". ".join(line.faults))
    if person is None:
        raise Refused(NOBODY)
    try:
        actions.import_result(by=by, learner_id=person.id, taken=taken, at=at)
    except NotYours:
        raise Refused(NOBODY) from None


def _verdict(
    line: Line, person: Learner | None, here: set[tuple[object, ...]], seen: set[tuple[object, ...]]
) -> RowCheck:  # fmt: skip
    if person is None:
        nobody = NOBODY if line.prison_number else ""
        return refused(*[s for s in (nobody, *line.faults) if s])
    if line.taken is None:
        return refused(*line.faults, about=person.list_name)
    key = _key(person.id, line.taken)
    if key in seen:
        return look("The same line stands above. It is brought in once.", about=person.list_name)
    if key in here:
        return look("This result is here already. Nothing is added.", about=person.list_name)
    return good(person.list_name)


def _key(learner_id: uuid.UUID, taken: Taken) -> tuple[object, ...]:
    return learner_id, str(taken.type), taken.taken_on, taken.outcome, taken.legacy_text


def _known(lines: Sequence[Line], by: Actor) -> Known:
    numbers = {line.prison_number for line in lines}
    held = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value__in=numbers).select_related("learner")
    codes = set(by.establishments_with(Permission.IMPORT_RUN))
    people = {i.value: i.learner for i in held if i.learner.current_establishment_id in codes}
    wanted = {line.prison.upper() for line in lines if line.prison}
    prisons: dict[str, Establishment] = {}
    if wanted:
        for place in Establishment.objects.all():
            prisons |= {place.code: place, place.name.upper(): place, place.short_name.upper(): place}
    return Known(people, prisons)


def _results_here(learner_ids: Sequence[uuid.UUID]) -> set[tuple[object, ...]]:
    rows = AssessmentResult.objects.filter(learner_id__in=learner_ids)
    return set(rows.values_list("learner_id", "type", "taken_on", "outcome", "legacy_text"))


RESULTS = Importer(
    code="results",
    title="Results of assessments",
    columns=tuple(Column(name, example, hint, required=name in REQUIRED) for name, (example, hint) in EXAMPLES.items()),
    permission=Permission.IMPORT_RUN,
    check=check,
    apply=apply,
)

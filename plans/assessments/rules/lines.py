"""One line of a file of results, as people keep such files: read kindly, and refused with a sentence for each fault."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from campus.core.errors import Refused
from plans.assessments.rules.results import Taken, banding_of, check_result
from plans.assessments.rules.types import MODES, SPECS, AssessmentType

COLUMNS = (
    "prison_number", "type", "taken_on", "level_or_outcome", "banding", "prison", "assessor", "provider", "tool",
    "mode", "consent",
)  # fmt: skip
REQUIRED = ("prison_number", "type", "taken_on", "level_or_outcome")
OTHER_NAMES = {
    "ENGLISH FUNCTIONAL SKILLS": "ENGLISH", "FUNCTIONAL SKILLS ENGLISH": "ENGLISH", "LITERACY": "ENGLISH",
    "MATHS FUNCTIONAL SKILLS": "MATHS", "FUNCTIONAL SKILLS MATHS": "MATHS", "MATHEMATICS": "MATHS",
    "NUMERACY": "MATHS", "DIGITAL SKILLS": "DIGITAL", "DIGITAL FUNCTIONAL SKILLS": "DIGITAL", "ICT": "DIGITAL",
    "DIGITAL LITERACY": "DIGITAL",
}  # fmt: skip
SHORT_LEVELS = {"E1": "ENTRY_1", "E2": "ENTRY_2", "E3": "ENTRY_3", "L1": "LEVEL_1", "L2": "LEVEL_2", "L3": "LEVEL_3"}
ANSWERS = {"YES": True, "Y": True, "TRUE": True, "1": True, "NO": False, "N": False, "FALSE": False, "0": False}
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Line:
    """What a line says, or what is wrong with it. `prison` is as it was written: it may be a code or a name."""

    prison_number: str
    prison: str
    taken: Taken | None
    faults: tuple[str, ...] = ()


@dataclass
class _Reading:
    faults: list[str] = field(default_factory=list)

    def of(self, reading: Callable[[], Value]) -> Value | None:
        try:
            return reading()
        except Refused as refused:
            self.faults.append(refused.sentence)
            return None


def read_line(row: Mapping[str, str], *, today: dt.date) -> Line:
    """A checked result from a row of texts by column name."""
    said = {name: _tidy(str(row.get(name) or "")) for name in COLUMNS}
    missing = [f"{name} is empty" for name in REQUIRED if not said[name]]
    number, prison = said["prison_number"].upper(), said["prison"]
    if missing:
        return Line(number, prison, None, tuple(missing))
    reading = _Reading()
    kind = reading.of(lambda: type_of(said["type"]))
    taken_on = reading.of(lambda: date_of(said["taken_on"]))
    banding = reading.of(lambda: banding_of(said["banding"]))
    consent = reading.of(lambda: consent_of(said["consent"]))
    mode = reading.of(lambda: _known(said["mode"], MODES, "mode"))
    taken = None
    if kind and taken_on and not reading.faults:
        taken = reading.of(lambda: _checked(said, kind, taken_on, banding, consent, mode or "", today))
    return Line(number, prison, taken if not reading.faults else None, tuple(reading.faults))


def _checked(
    said: Mapping[str, str], kind: AssessmentType, taken_on: dt.date, banding: Decimal | None, consent: bool | None,
    mode: str, today: dt.date,
) -> Taken:  # fmt: skip
    spec = SPECS[kind]
    outcome = outcome_of(kind, said["level_or_outcome"])
    taken = Taken(
        kind, taken_on, outcome, banding, reason="", consent=consent if spec.asks_consent else None,
        assessor=said["assessor"], provider=said["provider"], tool=said["tool"], mode=mode,
        legacy_text=said["level_or_outcome"] if spec.is_legacy else "",
    )  # fmt: skip
    check_result(taken, today=today)
    return taken


def type_of(text: str) -> AssessmentType:
    tidy = _plain(text)
    named = {_plain(spec.title): kind for kind, spec in SPECS.items()}
    code = OTHER_NAMES.get(tidy, tidy.replace(" ", "_"))
    if code in set(AssessmentType):
        return AssessmentType(code)
    if tidy in named:
        return named[tidy]
    raise Refused(f"“{text}” is no type of assessment. Use English, maths, digital, reading, ESOL or ALN.")


def outcome_of(kind: AssessmentType, text: str) -> str:
    """The code of a level or outcome that is written as people write it. An old record may say anything."""
    spec = SPECS[kind]
    tidy = _plain(text)
    named = {_plain(label): code for code, label in spec.outcomes.items()}
    code = SHORT_LEVELS.get(tidy) or named.get(tidy) or tidy.replace(" ", "_")
    if code in spec.outcomes:
        return code
    if spec.is_legacy:
        return ""
    raise Refused(f"“{text}” is no result of {spec.name}. Use one of: {', '.join(spec.outcomes.values())}.")


def date_of(text: str) -> dt.date:
    """`2026-08-14`, or day first as in `14/08/2026`."""
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text}” is no date. Write it like 14/08/2026.") from None


def consent_of(text: str) -> bool | None:
    if not text:
        return None
    if text.upper() not in ANSWERS:
        raise Refused(f"“{text}” is no answer about consent. Use yes or no.")
    return ANSWERS[text.upper()]


def _known(text: str, known: Mapping[str, str], what: str) -> str:
    if not text:
        return ""
    by_label = {_plain(label): code for code, label in known.items()}
    code = by_label.get(_plain(text), _plain(text).replace(" ", "_"))
    if code not in known:
        raise Refused(f"“{text}” is no {what}. Use one of: {', '.join(known.values())}.")
    return code


def _tidy(text: str) -> str:
    """Without hidden characters, and with one space between words."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_-]+", " ", text).upper().split())

"""What is true of a CV (jobs-cvs-search.md 4.2-4.4). Pure: no database, no clock."""

import hashlib
import json
import re
import uuid
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from campus.core.errors import Refused

TEXT_MOST = 1500
SHARE_DAYS = 90
# The layout of templates/pdf/cv.html. Another number makes each CV anew when it is next asked for.
TEMPLATE_VERSION = "skills-1"
PICTURE_WIDTH = 1000  # pixels: crisp when a 440px column is enlarged to a whole tablet
TRIES = 3  # a store that is away for a moment costs the person nothing


class Question(StrEnum):
    """The eight questions, in the order in which they are asked. The value is the address of the page."""

    WANTED = "wanted"
    GOOD_AT = "good-at"
    LAST_JOB = "last-job"
    WHEN = "when"
    DID = "did"
    TRAINING = "training"
    HELPING = "helping"
    MORE = "more"


QUESTIONS = tuple(Question)


class Language(StrEnum):
    ENGLISH = "en"
    WELSH = "cy"


class RenderingState(StrEnum):
    """Being made is not a state that is stored: it is a worker's lease (see selectors.progress)."""

    WAITING = "WAITING"
    READY = "READY"
    FAILED = "FAILED"


class Progress(StrEnum):
    """How far a version's pages are, as a person is told."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


class PrintState(StrEnum):
    ASKED = "ASKED"
    PRINTED = "PRINTED"


class Concern(StrEnum):
    """What an employer might learn from the words. The person decides; nothing is refused."""

    PRISON = "prison"
    PRISON_NUMBER = "prison_number"
    PHONE = "phone"


def after(question: Question) -> Question | None:
    place = QUESTIONS.index(question) + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None


def before(question: Question) -> Question | None:
    place = QUESTIONS.index(question)
    return QUESTIONS[place - 1] if place else None


def number_of(question: Question) -> int:
    """Its place as people count: the first is 1."""
    return QUESTIONS.index(question) + 1


def tidy(text: str) -> str:
    """The words as they are kept: one kind of line end, no blank lines, no spaces at the ends."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


WRITE_SOMETHING = "Write something, or press Skip."
TOO_LONG = "That is too long. Write a bit less."
NOTHING_ANSWERED = "Answer one question first."
NOT_READY = "Your CV is not ready yet."
ASKED_ALREADY = "You have asked staff to print this."
NOT_FAILED = "Your CV is made, or we are making it now."
PRINTED_ALREADY = "This is printed already."


def check_answer(text: str) -> None:
    if not text:
        raise Refused(WRITE_SOMETHING, field="text")
    if len(text) > TEXT_MOST:
        raise Refused(TOO_LONG, field="text")


def check_may_make(*, answered: int) -> None:
    """Whether there is anything to put on a page."""
    if not answered:
        raise Refused(NOTHING_ANSWERED)


def may_make(*, answered: int) -> bool:
    return answered > 0


def check_may_ask_to_print(*, state: str, asked: bool) -> None:
    if state != RenderingState.READY:
        raise Refused(NOT_READY)
    if asked:
        raise Refused(ASKED_ALREADY)


def check_may_try_again(*, progress: Progress) -> None:
    if progress != Progress.FAILED:
        raise Refused(NOT_FAILED)


def check_may_mark_printed(*, state: str) -> None:
    if state != PrintState.ASKED:
        raise Refused(PRINTED_ALREADY)


# --- what a CV might give away ---------------------------------------------------------------------------------------

_PRISON_WORDS = re.compile(
    r"\b(?:HMP|HMYOI|YOI|HMPPS|ROTL|prisons?|prisoners?|prison officers?|jails?|gaols?|inmates?|"
    r"offend(?:ed|er|ers|ing)|offences?|convict(?:ed|ion|ions)?|custody|custodial|carchar|carchardai)\b",
    re.IGNORECASE,
)
_PRISON_NUMBER = re.compile(r"\b[A-Z]\d{4}[A-Z]{2}\b", re.IGNORECASE | re.ASCII)
# Ten or more digits that start like a British telephone number, however they are spaced.
_PHONE = re.compile(r"(?<![\d£])(?:\+44|0044|0)[ ().-]{0,2}(?:\d[ ().-]{0,2}){9,10}(?!\d)", re.ASCII)
# Establishments whose names are also plain words, or places where people live and work.
_EVERYDAY = frozenset({
    "Albany", "Canterbury", "Colchester", "Dorchester", "Ford", "Gloucester", "Isis", "Isle Of Wight", "Kingston",
    "Northallerton", "Northumberland", "Oxford", "Reading", "Send", "Shrewsbury", "Ghost Holding Establishment",
})  # fmt: skip


def telling_names(establishments: Mapping[str, str]) -> frozenset[str]:
    """The prison names that give a prison away by themselves. `establishments` maps each short name to its town.

    Half a million people live in "Leeds", so only "HMP Leeds" is asked about; "Wormwood Scrubs" is one thing only.
    """
    towns = {town.casefold() for town in establishments.values() if town}
    return frozenset(name for name in establishments if name.casefold() not in towns and name not in _EVERYDAY)


def concerns(text: str, names: Collection[str]) -> tuple[Concern, ...]:
    """What the words may tell an employer, most telling first."""
    found = []
    if _PRISON_WORDS.search(text) or _names_one_of(text, names):
        found.append(Concern.PRISON)
    if _PRISON_NUMBER.search(text):
        found.append(Concern.PRISON_NUMBER)
    if _PHONE.search(text):
        found.append(Concern.PHONE)
    return tuple(found)


def _names_one_of(text: str, names: Collection[str]) -> bool:
    """Names are matched as they are written, with capitals: "the mount" and "thorn cross" are also words."""
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names if name in text)


# --- the snapshot ----------------------------------------------------------------------------------------------------


def content(*, name: str, language: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """What one version holds: the name and the person's own words. No number, prison, address, birth date, picture."""
    kept = {question.value: answers[question] for question in QUESTIONS if answers.get(question)}
    return {"name": name, "language": language, "answers": kept}


def digest(held: Mapping[str, Any]) -> str:
    """SHA-256 of a content, the same whatever order its parts were written in."""
    return hashlib.sha256(json.dumps(held, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def owed_key(rendering_id: uuid.UUID) -> str:
    """The outbox key of one rendering: its messages come one after the other, and wait for no other person's."""
    return f"cv.render:{rendering_id}"


def key(content_digest: str) -> str:
    """What a rendering is known by: the content and the layout. Where it is the same, the file is the same."""
    return hashlib.sha256(f"{TEMPLATE_VERSION}:{content_digest}".encode()).hexdigest()

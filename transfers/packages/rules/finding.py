"""What in a text may be about somebody else. It proposes; a reviewer decides (transfers-access-security.md 2.8)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    NUMBER = "NUMBER"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    NAME = "NAME"
    AUTHOR = "AUTHOR"
    STAFF = "STAFF"


WHY_WORDS = {
    Why.NUMBER: "A prison number that is not theirs", Why.EMAIL: "An e-mail address", Why.PHONE: "A phone number",
    Why.NAME: "May be somebody’s name", Why.AUTHOR: "Written by somebody outside", Why.STAFF: "A member of staff",
}  # fmt: skip

_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{4}[A-Z]{2}(?![A-Za-z0-9])", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.ASCII)
_PHONE = re.compile(r"(?<![\d-])(?:\+44 ?|0)(?:\d[ -]?){8,10}\d(?![\d-])", re.ASCII)
# A second capital word after a first, or a capital word after a word that leads to a name. Cheap, and meant to be: what
# is no name is kept with one press.
_FULL = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ’'-]{1,30} [A-ZÀ-Þ][a-zà-ÿ’'-]{1,30}\b")
_LED = re.compile(
    r"\b(?:[Mm]r|[Mm]rs|[Mm]iss|[Mm]s|[Bb]rother|[Ss]ister|[Mm]um|[Dd]ad|[Ww]ife|[Hh]usband|[Pp]artner|[Ss]on|"
    r"[Dd]aughter|[Ff]riend|[Cc]ellmate|[Cc]ousin|[Gg]irlfriend|[Bb]oyfriend)\.? ([A-ZÀ-Þ][a-zà-ÿ’'-]{1,30})\b"
)
TEXT_MOST = 20_000


@dataclass(frozen=True)
class Find:
    """Letters `start` to `end` of a text."""

    start: int
    end: int
    why: Why


def finds(
    text: str, *, own_numbers: Iterable[str], own_names: Iterable[str], ordinary: Iterable[str] = ()
) -> list[Find]:
    """What may have to be blacked out, in order, without overlaps. Own numbers and names are never proposed.

    `ordinary` are names of places and organisations that mean nobody.
    """
    numbers = {number.upper() for number in own_numbers}
    names = {part.casefold() for name in own_names for part in name.split()}
    plain = {name.casefold() for name in ordinary}
    found = [*_matches(text[:TEXT_MOST], numbers, names, plain)]
    found.sort(key=lambda find: (find.start, -find.end))
    kept: list[Find] = []
    for find in found:
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
    return kept


def blacked_out(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """The text with each span replaced."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def _matches(text: str, numbers: set[str], names: set[str], plain: set[str]) -> Iterator[Find]:
    for match in _EMAIL.finditer(text):
        yield Find(match.start(), match.end(), Why.EMAIL)
    for match in _NUMBER.finditer(text):
        if match.group() not in numbers:
            yield Find(match.start(), match.end(), Why.NUMBER)
    for match in _PHONE.finditer(text):
        yield Find(match.start(), match.end(), Why.PHONE)
    for match in _FULL.finditer(text):
        if match.group().casefold() not in plain and not _is_own(match.group(), names):
            yield Find(match.start(), match.end(), Why.NAME)
    for match in _LED.finditer(text):
        if match.group(1).casefold() not in names:
            yield Find(match.start(1), match.end(1), Why.NAME)


def _is_own(name: str, names: set[str]) -> bool:
    return all(part.casefold() in names for part in name.split())

"""One row of a file of people, as the import reads it. Pure: no database, no clock."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campus.core.errors import Refused
from learners.rules import LegalStatus, check_prison_number
from transfers.roll_lines import CELL_MOST, NAME_MOST

# Day first, as spreadsheets in England and Wales write it, and the international form.
DATE_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d %b %Y", "%d %B %Y")
OLDEST_BIRTH = 1900


@dataclass(frozen=True)
class PersonRow:
    """What a row says. `details` holds only the columns that say something, by the names of the person's columns."""

    prison_number: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.details.get('given_name', '')} {self.details.get('family_name', '')}".strip()


def read(row: Mapping[str, str], today: dt.date) -> tuple[PersonRow | None, list[str]]:
    """The row, or None with a sentence for each cell that cannot be used."""
    problems: list[str] = []
    number = ""
    try:
        number = check_prison_number(row.get("prison_number", ""))
    except Refused as refused:
        problems.append(f"{refused.sentence}.")
    details: dict[str, Any] = {}
    for column, reader in _READERS.items():
        text = row.get(column, "").strip()
        if not text:
            continue
        try:
            details[_COLUMNS.get(column, column)] = reader(text, today)
        except Refused as refused:
            problems.append(refused.sentence)
    return (None, problems) if problems else (PersonRow(number, details), [])


def check_new(row: PersonRow) -> None:
    """Somebody who is new to the campus needs a name."""
    if not row.details.get("family_name") or not row.details.get("given_name"):
        raise Refused("Nobody is known by this number, so the row must hold both names.")


def _name(text: str, _today: dt.date) -> str:
    if len(text) > NAME_MOST or not text.isprintable():
        raise Refused(f"A name has at most {NAME_MOST} letters.")
    return text


def _date(text: str) -> dt.date:
    for form in DATE_FORMS:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Refused(f"“{text[:20]}” is not a date. Write it as 27/03/1990.")


def _birth(text: str, today: dt.date) -> dt.date:
    born = _date(text)
    if not born.year >= OLDEST_BIRTH or born >= today:
        raise Refused("The date of birth cannot be right.")
    return born


def _release(text: str, _today: dt.date) -> dt.date:
    return _date(text)


def _legal(text: str, _today: dt.date) -> str:
    tidy = text.upper().replace(" ", "_").replace("-", "_")
    if tidy not in LegalStatus.__members__:
        raise Refused(f"“{text[:30]}” is not a legal status. Leave it empty if it is not known.")
    return LegalStatus[tidy].value


def _cell(text: str, _today: dt.date) -> str:
    if len(text) > CELL_MOST or not text.isprintable():
        raise Refused(f"A cell has at most {CELL_MOST} letters.")
    return text


_COLUMNS = {"release_date": "release_on"}
_READERS = {
    "given_name": _name, "family_name": _name, "date_of_birth": _birth, "release_date": _release,
    "legal_status": _legal, "cell": _cell,
}  # fmt: skip

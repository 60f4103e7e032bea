"""Reading a file of rows. Pure: bytes in, rows out, and a sentence for whoever sent a file that cannot be read."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campus.core.errors import Refused
from learners.imports import rules
from learners.imports.registry import Column

# What spreadsheets save: Excel's "CSV UTF-8" with its mark, and its plain CSV in the Western code page.
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = (",", ";", "\t")
# A workbook is a zip archive, or the older compound file.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True)
class Line:
    """A row of the file: its number as a spreadsheet shows it, its cells by column, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    columns: list[str]
    lines: list[Line]
    # Columns of the file that nobody asked for. They are left out.
    unknown: list[str]


def read(content: bytes, columns: Sequence[Column]) -> Sheet:
    """The rows of a file. Raises Refused, beside the field `file`, for one that cannot be read as a whole."""
    try:
        return _sheet(_text(content), columns)
    except csv.Error:
        raise Refused(
            "This file cannot be read as CSV. Save it as CSV UTF-8 and send it again.", field="file"
        ) from None


def _text(content: bytes) -> str:
    if len(content) > rules.MOST_BYTES:
        raise Refused(f"The file must be {rules.MOST_BYTES // 1024 // 1024} MB or smaller", field="file")
    if content.startswith(WORKBOOKS):
        raise Refused("This is a workbook. Save it as CSV UTF-8 and send that file.", field="file")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("The letters of this file cannot be read. Save it as CSV UTF-8.", field="file")


def _sheet(text: str, columns: Sequence[Column]) -> Sheet:
    head, *rest = [*csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))] or [[]]
    names = [_name(cell) for cell in head]
    _check_head(names, columns)
    lines = list(_lines(rest, names, {column.name for column in columns}))
    if not lines:
        raise Refused("The file has no rows under its head", field="file")
    if len(lines) > rules.MOST_ROWS:
        raise Refused(f"A file can have {rules.MOST_ROWS:,} rows. Divide it and send the parts.", field="file")
    known = [column.name for column in columns if column.name in names]
    return Sheet(known, lines, [name for name in names if name and name not in known])


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _name(cell: str) -> str:
    """`Prison number` and `PRISON-NUMBER` are `prison_number`."""
    return re.sub(r"[\s\-]+", "_", cell.strip().lower())


def _check_head(names: Sequence[str], columns: Sequence[Column]) -> None:
    missing = [column.name for column in columns if column.required and column.name not in names]
    if missing:
        raise Refused(f"The first row must name these columns: {', '.join(missing)}", field="file")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Refused(f"The first row names a column twice: {', '.join(twice)}", field="file")


def _lines(rest: Sequence[Sequence[str]], names: Sequence[str], known: set[str]) -> Iterator[Line]:
    for number, row in enumerate(rest, start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        said = {name: cell for name, cell in zip(names, cells, strict=False) if name in known}
        yield Line(number, {name: cell[: rules.CELL_MOST] for name, cell in said.items()}, _problems(cells, names))


def _problems(cells: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    found = []
    if len(cells) > len(names) and any(cells[len(names) :]):
        found.append("This row has more cells than the first row names.")
    if any(len(cell) > rules.CELL_MOST for cell in cells):
        found.append(f"A cell has more than {rules.CELL_MOST:,} letters.")
    if any(_HIDDEN.search(cell) for cell in cells):
        found.append("A cell has a hidden character. Type it again.")
    return tuple(found)

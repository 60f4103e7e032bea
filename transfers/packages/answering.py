"""The answer as one ZIP that anybody can read: a page to begin with, a page a section, the same as JSON, and files."""

import dataclasses
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from campus.core import pdf
from campus.core.components.dates import date_and_time
from transfers.packages import gathering
from transfers.packages.gathering import NotWhole
from transfers.packages.models import AccessCase, AccessItem, AccessSection
from transfers.packages.readable import Entry, Line, Part
from transfers.packages.rules.access import BLACK, Verdict
from transfers.packages.rules.finding import blacked_out

_DATE = (1980, 1, 1, 0, 0, 0)
# What is not decided is not given away: an unread part is black in a copy that somebody asks for early.
_SHOWN = Verdict.KEEP


@dataclasses.dataclass(frozen=True)
class Counted:
    part: Part
    black: int


def zipped(case: AccessCase, *, at: dt.datetime) -> bytes:
    """The copy as it is decided now. Parts that nobody has read yet are blacked out, and the first page says so."""
    counted = [_blacked(section) for section in case.sections.order_by("position")]
    held = [one for one in counted if one.part.entries]
    files = _files(case)
    waiting = AccessItem.objects.filter(section__case=case, verdict="").count()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "index.html", _index(case, held, files, waiting, at).encode())
        for one in held:
            _put(archive, f"sections/{one.part.code}.html", _page(case, one.part, at).encode())
            _put(archive, f"json/{one.part.code}.json", _json(one.part))
        for name, content in files:
            _put(archive, f"files/{name}", content)
        _put(archive, "everything.pdf", _paper(case, [one.part for one in held], at))
    return out.getvalue()


def _blacked(section: AccessSection) -> Counted:
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for item in section.items.exclude(verdict=_SHOWN):
        spans.setdefault((item.entry, item.line), []).append((item.start, item.end))
    entries = tuple(
        Entry(
            key=entry["key"], when=entry["when"], who=entry["who"], where=entry["where"],
            lines=tuple(
                Line(line["label"], blacked_out(line["value"], spans.get((number, place), ()), BLACK), line["column"])
                for place, line in enumerate(entry["lines"])
            ),
        )
        for number, entry in enumerate(section.content)
    )  # fmt: skip
    return Counted(Part(section.code, section.title, entries), sum(len(found) for found in spans.values()))


def _index(
    case: AccessCase, held: Iterable[Counted], files: list[tuple[str, bytes]], waiting: int, at: dt.datetime
) -> str:
    return render_to_string("pdf/answer.html", {
        "case": case, "person": case.learner, "held": held, "files": [name for name, _content in files],
        "waiting": waiting, "made": date_and_time(at), "faces": (),
    })  # fmt: skip


def _page(case: AccessCase, part: Part, at: dt.datetime) -> str:
    return render_to_string("pdf/record.html", {
        "title": f"{case.learner.name}: {part.title}", "parts": [part], "lang": "en", "faces": (),
        "lead": f"Held on {date_and_time(at)}.",
    })  # fmt: skip


def _paper(case: AccessCase, parts: list[Part], at: dt.datetime) -> bytes:
    every = " ".join(line.value for part in parts for entry in part.entries for line in entry.lines)
    title = f"What is held about {case.learner.name}"
    html = render_to_string("pdf/record.html", {
        "title": title, "parts": parts, "lang": "en", "faces": pdf.faces(title + every),
        "lead": f"Held on {date_and_time(at)}.",
    })  # fmt: skip
    return pdf.make(html, identifier=str(case.id)).content


def _json(part: Part) -> bytes:
    said: dict[str, Any] = {"code": part.code, "title": part.title, "rows": [
        {
            "id": entry.key, "when": entry.when, "who": entry.who, "where": entry.where,
            "columns": {line.column or line.label: line.value for line in entry.lines},
        }
        for entry in part.entries
    ]}  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _files(case: AccessCase) -> list[tuple[str, bytes]]:
    """The person's files, under names that say what they are. One that is gone is left out."""
    found = []
    for number, file in enumerate(gathering.files_of(case.learner_id), start=1):
        try:
            content = gathering.content(file)
        except NotWhole:
            continue
        ending = file.name.rpartition(".")[2] if "." in file.name else "bin"
        found.append((f"{number:03d}-{file.kind}.{ending[:5]}", content))
    return found


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    archive.writestr(entry, content)

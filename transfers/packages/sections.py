"""The parts of an answer to a person who asks what is held about them, and how each is read.

Everything that leads to them is here: the record, what ties them to places, what is about the record, how it was
before, who did what, who looked, and what was heard about their movements. Left out are secrets (a PIN, a key), which
tell them nothing and would let somebody in.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pghistory
from django.db import models

from campus.accounts.models import User
from campus.audit.models import Event, Viewing
from campus.estate.models import Establishment
from learners.models import Identifier, Learner
from learners.record_kinds import Kind, exempt, kinds
from transfers.models import MovementEvent
from transfers.packages import models as own
from transfers.packages import readable, references, rows, words
from transfers.packages.readable import Entry, Line, Names, Part

# What the tables beside the record hold, in words. A table that is not here is called as its model is.
TITLES = {
    "accesscase": "Copies of everything that you asked for",
    "accesswindow": "Who could still look after a move",
    "erasureorder": "Orders to erase",
    "handover": "Notes when you moved",
    "handoverversion": "Notes when you moved, before",
    "kioskpreference": "How the tablet looks",
    "kiosksecret": "Whether you have a PIN",
    "kiosksession": "Times at a tablet",
    "latecontribution": "What your last prison wrote late",
    "legalhold": "Why your record is kept",
    "packagecase": "Copies of your record that were made",
    "placement": "Where you were",
    "receivedpackage": "Records that others sent us",
    "signinattempt": "Tries to sign in",
    "signinrelease": "Times staff ended a wait",
    "transfercase": "Moves",
    "transferexception": "What a check of a move found",
}
SECRETS = frozenset({"pin_hash", "code_hash", "key_digest", "number_digest", "body_sha256", "semantic_key", "token"})
# The answer itself, and the packages it might be confused with.
_ABOUT_THIS = {own.AccessSection, own.AccessItem, own.ReceivedRow}


@dataclass(frozen=True)
class About:
    """The person, under each of the keys and numbers by which rows may know them."""

    learner: Learner
    ids: tuple[uuid.UUID, ...]
    numbers: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    read: Callable[[About], Part] = field(compare=False)


def about(learner_id: uuid.UUID) -> About:
    learner = Learner.objects.get(id=learner_id)
    people = [learner, *Learner.objects.filter(canonical_id=learner_id).order_by("id")]
    numbers = Identifier.everything.filter(learner_id=learner_id).values_list("value", flat=True)
    called = {name for one in people for name in (one.given_name, one.family_name, one.preferred_name) if name}
    return About(learner, tuple(one.id for one in people), tuple(sorted(numbers)), tuple(sorted(called)))


def sections() -> tuple[Section, ...]:
    """All of them, in the order of the answer."""
    found = [_record(kind) for kind in kinds()]
    found += [_around(model, why) for model, why in _exempt()]
    found += [Section("audit", "What was done", _audit), Section("viewings", "Who looked", _viewings)]
    found += [Section("movements", "What we heard of your movements", _movements)]
    found += [_earlier(kind, history) for kind in kinds() if (history := _history(kind.model))]
    return tuple(found)


def section(code: str) -> Section | None:
    return next((one for one in sections() if one.code == code), None)


def names_for(found: Iterable[Mapping[str, Any]]) -> Names:
    """Staff by their first name, as the kiosk does; places by their name."""
    keys = {str(value) for row in found for name, value in row.items() if name.endswith("_id") and value}
    ids = [key for key in keys if len(key) == 36]
    people = {str(one.id): one.given_name or "The campus" for one in User.objects.filter(id__in=ids)}
    return Names(people, places())


def _names_of(kind: Kind, found: list[dict[str, Any]]) -> Names:
    """With the courses and organisations that the rows point to."""
    pointed = references.of({kind.name: found})
    things = {
        str(row["id"]): str(row.get("title") or row.get("name") or "")
        for table, held in pointed.items() if table != "accounts_user" for row in held
    }  # fmt: skip
    people = names_for(found).people
    return Names(people, places(), things)


@cache
def _place_names() -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.short_name) for one in Establishment.objects.all())


def places() -> dict[str, str]:
    return dict(_place_names())


def _record(kind: Kind) -> Section:
    def read(person: About) -> Part:
        found = rows.of_person(kind, person.learner.id)
        part = readable.part(kind, found, _names_of(kind, found))
        return Part(f"record-{kind.name}", kind.title, part.entries)

    return Section(f"record-{kind.name}", kind.title, read)


def _exempt() -> list[tuple[type[models.Model], str]]:
    found = [
        (model, why) for model, why in exempt().items()
        if model not in _ABOUT_THIS and any(f.name == "learner" for f in model._meta.concrete_fields)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one[0]._meta.label)


def _around(model: type[models.Model], why: str) -> Section:
    title = TITLES.get(str(model._meta.model_name)) or str(model._meta.verbose_name).capitalize()
    code = f"about-{model._meta.model_name}"

    def read(person: About) -> Part:
        found = [_without_secrets(row) for row in rows.of_people(model, "learner_id", list(person.ids))]
        names = names_for(found)
        return Part(code, title, tuple(readable.entry(row, names) for row in found), note=why.capitalize() + ".")

    return Section(code, title, read)


def _history(model: type[models.Model]) -> type[models.Model] | None:
    """The table in which the database keeps each version of a row."""
    kept = (one.related_model for one in model._meta.related_objects if isinstance(one.related_model, type))
    return next((one for one in kept if issubclass(one, pghistory.models.Event)), None)


def _earlier(kind: Kind, model: type[models.Model]) -> Section:
    """How each row was before: versions that the database kept."""
    code, title = f"history-{kind.name}", f"{kind.title}, as it was before"

    def read(person: About) -> Part:
        column = "id" if kind.learner == "id" else "learner_id"
        found = [
            _without_secrets(row) for row in rows.of_people(model, column, list(person.ids))
            if row.get("pgh_label") != "insert"
        ]  # fmt: skip
        names = names_for(found)
        return Part(code, title, tuple(readable.entry(_version(row), names) for row in found))

    return Section(code, title, read)


def _version(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if not name.startswith("pgh_")}
    return {**kept, "created_at": row.get("pgh_created_at"), "created_by_id": row.get("updated_by_id")}


def _audit(person: About) -> Part:
    """What was done, when and at which prison. Not who: that is answered by role and place (2.5)."""
    found = Event.objects.filter(learner_id__in=person.ids).select_related("establishment", "by").order_by("id")
    entries = tuple(
        Entry(
            str(one.id), (Line("What", one.verb.replace(".", " ").replace("_", " "), "verb"),),
            words.said(one.at.isoformat()), _kind_of(one.by), _where(one),
        )
        for one in found
    )  # fmt: skip
    return Part("audit", "What was done", entries)


def _viewings(person: About) -> Part:
    found = Viewing.objects.filter(learner_id__in=person.ids).select_related("establishment", "by").order_by("id")
    entries = tuple(
        Entry(
            str(one.id), (Line("Page", one.page, "page"),), words.said(one.at.isoformat()), _kind_of(one.by),
            _where(one),
        )
        for one in found
    )  # fmt: skip
    return Part("viewings", "Who looked", entries)


def _where(one: Event | Viewing) -> str:
    return one.establishment.short_name if one.establishment else ""


def _kind_of(user: User) -> str:
    return {"STAFF": "a member of staff", "SYSTEM": "the campus itself", "LEARNER": "you"}.get(user.kind, "a worker")


def _movements(person: About) -> Part:
    found = MovementEvent.objects.filter(prison_number__in=person.numbers).order_by("received_at", "id")
    return Part("movements", "What we heard of your movements", tuple(_movement(one) for one in found))


def _movement(event: MovementEvent) -> Entry:
    try:
        said = json.loads(event.body)
    except ValueError:
        said = {"message": event.body}
    told = said.get("additionalInformation", {}) if isinstance(said, dict) else {}
    told = told if isinstance(told, dict) else {}
    lines = [Line("Message", event.event_type, "event_type"), Line("State", words.said(event.state), "state")]
    lines += [Line(words.label(str(name)), words.said(value), str(name)) for name, value in told.items() if value]
    return Entry(str(event.id), tuple(lines), words.said(event.received_at.isoformat()))


def _without_secrets(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in SECRETS}

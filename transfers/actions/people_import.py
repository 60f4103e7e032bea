"""Bringing in people from a file: those of the own prison, and those whom nobody knows yet.

A file is hearsay. It corrects what is written of somebody who is here, and it never moves anybody: a person who is at
another prison, or out, is refused, and somebody new is placed here provisionally until the roll says so.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import outbox
from campus.core.clock import london_date
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.access import writable
from learners.imports.registry import Column, Importer, Row
from learners.imports.rules import RowCheck, good, look, refused
from learners.models import Identifier, Learner
from learners.rules import IdentifierType
from transfers import people_rows, rules
from transfers.actions import moves
from transfers.models import MovementEvent
from transfers.people_rows import PersonRow

ELSEWHERE = "This number belongs to somebody who is not at your prison."
TWICE = "This number stands in the file more than once."
NOTHING_NEW = "All of this is known already. Nothing will change."
NEW = "Nobody is known by this number. A new person will be made."


def check(*, rows: Sequence[Row], by: Actor, at: dt.datetime) -> list[RowCheck]:
    """What can be done with each row, in two queries however many there are."""
    read = [people_rows.read(row, london_date(at)) for row in rows]
    known = _known(one.prison_number for one, _ in read if one)
    seen: set[str] = set()
    checks = []
    for one, problems in read:
        if one is None:
            checks.append(refused(*problems))
        elif one.prison_number in seen:
            checks.append(refused(TWICE, about=one.name))
        else:
            checks.append(_check(one, known.get(one.prison_number), by))
            seen.add(one.prison_number)
    return checks


def _check(one: PersonRow, learner: Learner | None, by: Actor) -> RowCheck:
    if learner is None:
        try:
            people_rows.check_new(one)
        except Refused as said:
            return refused(said.sentence, about=one.name)
        return look(NEW, about=one.name)
    if learner.current_establishment_id != by.establishment_id:
        return refused(ELSEWHERE, about=one.name)
    other = _other(learner, one)
    if not other:
        return look(NOTHING_NEW, about=learner.name)
    if "family_name" in other or "date_of_birth" in other:
        return look(f"The campus knows {learner.name}. The name or date of birth will change.", about=learner.name)
    return good(learner.name)


@transaction.atomic
def apply(*, row: Row, by: Actor, at: dt.datetime) -> None:
    """Write one row. Done twice, the second time changes nothing."""
    one, problems = people_rows.read(row, london_date(at))
    if one is None:
        raise Refused(" ".join(problems))
    learner = _known([one.prison_number]).get(one.prison_number)
    if learner is None:
        _make(one, by, at)
        return
    try:
        locked = writable(by=by, learner_id=learner.id, permission=Permission.IMPORT_RUN)
    except NotYours:
        raise Refused(ELSEWHERE) from None
    if locked.current_establishment_id != by.establishment_id:
        raise Refused(ELSEWHERE)
    _correct(locked, one, by, at)


def _known(numbers: Iterable[str]) -> dict[str, Learner]:
    rows = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value__in=list(numbers))
    return {row.value: row.learner for row in rows.select_related("learner")}


def _other(learner: Learner, one: PersonRow) -> list[str]:
    return sorted(column for column, value in one.details.items() if getattr(learner, column) != value)


def _correct(learner: Learner, one: PersonRow, by: Actor, at: dt.datetime) -> None:
    other = _other(learner, one)
    if not other:
        return
    for column in other:
        setattr(learner, column, one.details[column])
    learner.touch(by, at)
    learner.save()
    if {"release_on", "legal_status"} & set(other):
        outbox.queue(topic="learner.sentence_changed", key=f"learner:{learner.id}", body={"learner": str(learner.id)})
    record(by=by, verb="learner.corrected", subject=learner, source="import", fields=other)


def _make(one: PersonRow, by: Actor, at: dt.datetime) -> None:
    people_rows.check_new(one)
    if by.establishment_id is None or by.establishment_id not in by.establishments_with(Permission.IMPORT_RUN):
        raise NotYours(Permission.IMPORT_RUN)
    details = {name: value for name, value in one.details.items() if name != "cell"}
    try:
        with transaction.atomic():
            learner = Learner.objects.create(**details, **written(by, at))
            Identifier.objects.create(
                learner=learner, type=IdentifierType.PRISON_NUMBER, value=one.prison_number, source="import",
                **written(by, at),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("Somebody else added this person a moment ago.") from None
    cause = _hearsay(one, by.establishment_id, at)
    moves.refold(learner=learner, cause=cause, cell=one.details.get("cell", ""), by=by, at=at)


def _hearsay(one: PersonRow, establishment: str, at: dt.datetime) -> MovementEvent:
    """What the file says of where the person is, kept like any event: the fold of their stays begins with it."""
    said = {
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1, "occurredAt": at.isoformat(),
        "description": "From a file that staff brought in.",
        "additionalInformation": {
            "nomsNumber": one.prison_number, "reason": "NEW_ADMISSION", "prisonId": establishment,
        },
    }  # fmt: skip
    text = json.dumps(said, sort_keys=True)
    movement = rules.read_movement(said, at)
    assert movement is not None
    return MovementEvent.objects.create(
        transport="import", transport_message_id=f"{one.prison_number} {at.isoformat()}", received_at=at, body=text,
        body_sha256=hashlib.sha256(text.encode()).hexdigest(), event_type=movement.event_type,
        semantic_key=movement.semantic_key, prison_number=one.prison_number, counts_for=one.prison_number,
        occurred_at=movement.occurred_at, state=MovementEvent.State.APPLIED,
    )  # fmt: skip


PEOPLE = Importer(
    code="people", title="People", permission=Permission.IMPORT_RUN, check=check, apply=apply,
    columns=(
        Column("prison_number", "A1234BC", "A letter, four digits, two letters.", required=True),
        Column("given_name", "Daniel", "Needed for somebody new."),
        Column("family_name", "Osei", "Needed for somebody new."),
        Column("date_of_birth", "27/03/1990", "Day, month and year."),
        Column("release_date", "10/03/2027", "Day, month and year, if it is known."),
        Column("legal_status", "SENTENCED", "A code of the roll, such as SENTENCED or REMAND."),
        Column("cell", "B2-014", "Where the person lives."),
    ),
)  # fmt: skip

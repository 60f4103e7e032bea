"""Doing what an approved order says: in one transaction, under the locks of the person, and once.

This is the one verb that writes across apps: it deletes what no app's own verb can. The database lets it, because the
transaction names the order (`learners.models.record_base`), and refuses any row of anybody else.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models import Model, Q

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.audit.recording import record
from campus.core import clock, files, outbox
from campus.core.models import OutboxMessage
from learners import kiosk
from learners.imports.models import ImportRow
from learners.models import ErasureOrder, Identifier, KioskSession, Learner
from learners.record_kinds import kinds
from learners.rules import ErasureState, IdentifierType, LegalStatus
from plans.needs.actions import standing
from transfers.merges.models import MergeCase
from transfers.models import MovementEvent, RollReading
from transfers.rights import erasing, what_goes
from transfers.rights.rules.erasure import ERASED_NAME, Verdict, what_to_do
from transfers.rights.selectors import orders as selectors
from transfers.rights.selectors import reaching
from transfers.rights.selectors.reaching import Taken

FILES_TOPIC = "erasure.remove_files"
FILES_A_MESSAGE = 50
BATCH = 1000


def execute(*, order_id: uuid.UUID, at: dt.datetime) -> Verdict | None:
    """Erase what the order says. None where there is nothing to do: it is done, refused, or unknown.

    Killed at any moment, nothing is erased or all of it is. Run again, nothing happens.
    """
    by = actors.system()
    with pghistory.context(erasure=str(order_id)), transaction.atomic():
        order = ErasureOrder.objects.filter(id=order_id).first()
        if order is None:
            return None
        mine = Q(id=order.learner_id) | Q(canonical_id=order.learner_id)
        people = [one.id for one in Learner.objects.select_for_update().filter(mine).order_by("id")]
        order = ErasureOrder.objects.select_for_update().select_related("learner").get(id=order_id)
        if order.state != ErasureState.APPROVED:
            return None
        said = selectors.standing(order.learner, whole=order.is_whole, today=clock.london_date(at))
        verdict, why = what_to_do(
            whole=order.is_whole, held=said["held"], in_prison=said["in_prison"],
            joined=said["joined"] or selectors.joined_since(people, order.created_at),
        )  # fmt: skip
        if verdict == Verdict.RUN:
            _run(order, people, by, at)
        elif verdict == Verdict.LAPSE:
            _lapse(order, why, by, at)
        return verdict


def remove_files(names: Sequence[str]) -> None:
    """Take files out of the store that no row names any more. One that is gone already is gone."""
    for name in names:
        if not reaching.still_named(name):
            files.remove(name)


def _run(order: ErasureOrder, people: Sequence[uuid.UUID], by: Actor, at: dt.datetime) -> None:
    taken = reaching.whole(people) if order.is_whole else reaching.part(people, order.kinds)
    numbers = _numbers(people) if order.is_whole else []
    named = reaching.names_of_files(taken.rows)
    erasing.tell(erasing.AboutToGo(order.id, people, {**taken.rows, **_tombstones(order, people)}, numbers))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('campus.erasure_order', %s, true)", [str(order.id)])
    _forget_what_is_owed(taken, people, order, at)
    if order.is_whole:
        named |= _without_words(people, numbers)
        for one in people:
            kiosk.end_sessions_of(one, KioskSession.Ended.STAFF, at)
    order.erased = _delete(taken)
    if order.is_whole:
        order.erased["identity"] = _leave_a_key(people, by, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('campus.erasure_order', '', true)")
    if not order.is_whole:
        standing.recompute(learner_id=order.learner_id, by=by, at=at)
    _done(order, sorted(named), by, at)


def _done(order: ErasureOrder, named: list[str], by: Actor, at: dt.datetime) -> None:
    order.state, order.done_at, order.files = ErasureState.DONE, at, len(named)
    order.touch(by, at)
    order.save()
    record(by=by, verb="erasure.done", subject=order, rows=order.rows_erased, files=len(named))
    for start in range(0, len(named), FILES_A_MESSAGE):
        part = named[start : start + FILES_A_MESSAGE]
        outbox.queue(topic=FILES_TOPIC, key=f"erasure:{order.id}", body={"order": str(order.id), "files": part})


def _lapse(order: ErasureOrder, why: str, by: Actor, at: dt.datetime) -> None:
    order.state, order.lapsed_because = ErasureState.LAPSED, why
    order.touch(by, at)
    order.save()
    record(by=by, verb="erasure.lapsed", subject=order)


def _delete(taken: Taken) -> dict[str, dict[str, int]]:
    """The versions of each row, and then the row, table by table. Returns how many went, by kind or table."""
    names = {kind.model: kind.name for kind in kinds()}
    history, counts = reaching.histories(), {}
    for model in taken.tables:
        keys = list(taken.rows[model])
        versions = _delete_from(history[model], "pgh_obj_id", keys) if model in history else 0
        rows = _delete_from(model, str(model._meta.pk.column), keys)
        counts[names.get(model, model._meta.label_lower)] = {"rows": rows, "versions": versions}
    return counts


def _delete_from(model: type[Model], column: str, keys: list[Any]) -> int:
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    gone = 0
    with connection.cursor() as cursor:
        for start in range(0, len(keys), BATCH):
            part = keys[start : start + BATCH]
            cursor.execute(f"DELETE FROM {table} WHERE {name} = ANY(%s)", [part])  # noqa: S608 (our own tables)
            gone += cursor.rowcount
    return gone


def _tombstones(order: ErasureOrder, people: Sequence[uuid.UUID]) -> dict[type[Model], Collection[Any]]:
    """Of the people themselves the versions go, and one without a name is written in their place."""
    return {Learner: set(people)} if order.is_whole else {}


def _leave_a_key(people: Sequence[uuid.UUID], by: Actor, at: dt.datetime) -> dict[str, int]:
    """What is left of a person: a key that is never used again. Its versions say nothing either."""
    versions = _delete_from(reaching.histories()[Learner], "pgh_obj_id", list(people))
    users = list(Learner.objects.filter(id__in=people, user__isnull=False).values_list("user_id", flat=True))
    for learner in Learner.objects.filter(id__in=people):
        learner.given_name = learner.preferred_name = learner.sex = learner.cell = ""
        learner.family_name, learner.legal_status = ERASED_NAME, LegalStatus.UNKNOWN
        learner.date_of_birth = learner.release_on = learner.user = None
        learner.touch(by, at)
        learner.save()
    nobody = {"given_name": ERASED_NAME, "family_name": "", "is_active": False, "password": "!"}
    User.objects.filter(id__in=users).update(**nobody)
    return {"rows": 0, "versions": versions}


def _numbers(people: Sequence[uuid.UUID]) -> list[str]:
    rows = Identifier.everything.filter(learner_id__in=people, type=IdentifierType.PRISON_NUMBER)
    return sorted(rows.values_list("value", flat=True))


def _without_words(people: Sequence[uuid.UUID], numbers: Sequence[str]) -> set[str]:
    """Empty what stays of what it says of the person. Returns the files that it named."""
    named: set[str] = set()
    for one in what_goes.EMPTIED:
        about = Q()
        for leads in one.leads:
            about |= Q(**{f"{leads}__in": people})
        rows = one.model._base_manager.filter(about)
        named |= reaching.names_of_files({one.model: list(rows.values_list("pk", flat=True))})
        rows.update(**one.values)
    MergeCase.objects.filter(survivor_id__in=people).update(survivor_number="")
    MergeCase.objects.filter(removed_id__in=people).update(removed_number="")
    messages = MovementEvent.objects.filter(Q(prison_number__in=numbers) | Q(counts_for__in=numbers))
    messages.update(prison_number="", counts_for="", body="", why="")
    for number in numbers:
        ImportRow.objects.filter(batch__cleared_at__isnull=True, cells__icontains=number).update(cells={}, about="")
        for reading in RollReading.objects.filter(Q(seen__contains=number) | Q(to_ask__contains=number)):
            reading.seen = [one for one in reading.seen if one != number]
            reading.to_ask = [one for one in reading.to_ask if one != number]
            reading.save(update_fields=["seen", "to_ask"])
    return named


def _forget_what_is_owed(taken: Taken, people: Sequence[uuid.UUID], order: ErasureOrder, at: dt.datetime) -> None:
    """An effect that is still owed about something that goes would find nothing: it is taken off the list."""
    gone = {str(key) for keys in taken.rows.values() for key in keys}
    gone |= {str(one) for one in people} if order.is_whole else set()
    for message in outbox.owed().filter(locked_until__isnull=True):
        if gone & {value for value in message.body.values() if isinstance(value, str)}:
            OutboxMessage.objects.filter(id=message.id).update(
                dead_at=at, discarded_at=at, last_error=f"Erased by order {order.id}"
            )

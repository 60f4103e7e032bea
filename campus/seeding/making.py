"""Making an estate: everybody and everything in one transaction, the same for the same number, seed and date."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from campus.accounts.demo import PASSWORD, PIN, TOTP_SECRET
from campus.accounts.models import User
from campus.accounts.selectors import DEMO_DOMAIN
from campus.seeding import copying, indexes, kinds, people
from campus.seeding.copying import Model
from campus.seeding.demo import DEMO_LEARNERS
from campus.seeding.moments import Moments
from campus.seeding.numbers import Numbers
from campus.seeding.places import custody_of, places
from campus.seeding.staff import Recruiter
from campus.seeding.world import World
from learners.record_kinds import RecordClass
from learners.record_kinds import kinds as record_kinds
from learners.secrets import hashed

PEOPLE_AT_A_TIME = 2_000
# Enough to sort the history and the indexes of a whole estate in memory on a small machine.
MEMORY = "256MB"
MEMORY_SETTINGS = ["maintenance_work_mem", "work_mem"]

Say = Callable[[str], None]


@dataclass
class Made:
    """What was written: rows by kind of record, other rows by model, and rows of history."""

    people: int
    kinds: dict[str, int]
    others: dict[str, int]
    history: int = 0

    @property
    def records(self) -> int:
        return sum(self.kinds.values())


@transaction.atomic
def make(*, number: int, seed: int, as_at: dt.date, say: Say) -> Made:
    """Write an estate of so many people into an empty database."""
    triggers_off = copying.without_triggers()
    with connection.cursor() as cursor:
        for name in MEMORY_SETTINGS:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, MEMORY])
    columns = kinds.columns()
    with indexes.away(_tables(columns)) if number >= indexes.WORTH_IT else nullcontext():
        counts = _copy(columns, number, seed, as_at, say)
        history = copying.write_history(counts, say) if triggers_off else 0
        say("making the indexes")
    _second_factors(as_at)
    return _made(counts, number, history)


def _tables(columns: kinds.Columns) -> list[str]:
    return [model._meta.db_table for model in [*columns, *copying.histories(columns)]]


def _copy(columns: kinds.Columns, number: int, seed: int, as_at: dt.date, say: Say) -> Mapping[Model, int]:
    with copying.Load(columns) as load:
        _write_people(_world(load, number, seed, as_at), load, say)
    return load.counts


def _world(load: copying.Load, number: int, seed: int, as_at: dt.date) -> World:
    rnd = random.Random(f"{number}/{seed}/{as_at}")  # noqa: S311 (an estate to be made again, not a secret)
    moments = Moments(rnd, as_at)
    prisons = places(number, rnd)
    numbers = Numbers(rnd, [one.prison_number for one in DEMO_LEARNERS])
    pen = load.pen()
    team = Recruiter(rnd, moments, pen, make_password(PASSWORD)).hire(prisons)
    return World(rnd, moments, numbers, prisons, team, number - custody_of(number), hashed(PIN), pen)


def _write_people(world: World, load: copying.Load, say: Say) -> None:
    parts = [part.rows for part in kinds.PARTS]
    for count, (person, pen) in enumerate(people.everybody(world), start=1):
        for rows in parts:
            rows(person, world, pen)
        if count % PEOPLE_AT_A_TIME == 0:
            load.put(pen)
            world.pen = load.pen()
        if count % 50_000 == 0:
            say(f"{count:,} people")
    load.put(world.pen)


def _second_factors(as_at: dt.date) -> None:
    """One authenticator entry for every demo person."""
    for user in User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}").order_by("username"):
        TOTP.activate(user, TOTP_SECRET)
    Authenticator.objects.update(created_at=copying.utc(as_at))


def _made(copied: Mapping[Model, int], number: int, history: int) -> Made:
    of_record = {kind.model: kind.name for kind in record_kinds() if kind.record_class == RecordClass.RECORD}
    counts = {model: count for model, count in copied.items() if count}
    return Made(
        number,
        {of_record[model]: count for model, count in counts.items() if model in of_record},
        {model._meta.label_lower: count for model, count in counts.items() if model not in of_record},
        history,
    )

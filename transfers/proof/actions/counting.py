"""What an erasure by law takes from the counted history, so that the next count knows of it.

Counting and erasing exclude each other: a count that saw the half of an erasure would tell of a loss that is none.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F

from transfers.proof.models import HistoryCount, RollEntry
from transfers.proof.selectors import conservation
from transfers.proof.selectors.conservation import Watched
from transfers.rights.erasing import AboutToGo

# One number for the whole campus: whoever holds it counts, or erases.
TURN = 7_018_220_114


@contextmanager
def alone() -> Iterator[None]:
    """Count while nothing is erased. Held by the connection, for a count is several statements and no transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TURN])


def latest(one: Watched) -> HistoryCount | None:
    return HistoryCount.objects.filter(kind=one.kind.name).order_by("-at", "-id").first()


def less_what_goes(about: AboutToGo) -> None:
    """Add what goes to the last count of each kind, before it goes; and expect nobody by a number that goes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
    for one in conservation.watched():
        keys, since = about.rows.get(one.kind.model), latest(one)
        if not keys or since is None:
            continue
        going = conservation.count_history(one, mark=since.mark, columns=since.columns, only=keys)
        HistoryCount.objects.filter(id=since.id).update(
            erased_versions=F("erased_versions") + going.versions, erased_total=F("erased_total") + going.total
        )
    RollEntry.objects.filter(prison_number__in=about.numbers).delete()

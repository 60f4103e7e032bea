"""Keeping what the last roll said, so that the check of it can be made at any time."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from transfers.proof.models import RollEntry
from transfers.roll_lines import RollLine

SAID = ["reading", "read_at", "establishment", "status", "movement_seq", "moved_at"]


@transaction.atomic
def keep(*, reading: uuid.UUID, lines: Sequence[RollLine], at: dt.datetime) -> None:
    """Keep these lines of one reading of the roll. Of two lines about one number the later counts."""
    entries = {
        line.prison_number: RollEntry(
            prison_number=line.prison_number, reading=reading, read_at=at, establishment=line.establishment,
            status=line.status, movement_seq=line.movement_seq, moved_at=line.moved_at,
        )
        for line in lines
    }  # fmt: skip
    RollEntry.objects.bulk_create(
        entries.values(), update_conflicts=True, unique_fields=["prison_number"], update_fields=SAID
    )

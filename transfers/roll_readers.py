"""Who else reads each roll as it comes in: a higher app that keeps what the roll said registers itself here."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from transfers.roll_lines import RollLine

Reader = Callable[[uuid.UUID, Sequence[RollLine], dt.datetime], None]
_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """`reader(reading, lines, at)` is told of each batch of lines, before they are acted on."""
    if reader not in _readers:
        _readers.append(reader)


def tell(reading: uuid.UUID, lines: Sequence[RollLine], at: dt.datetime) -> None:
    for reader in _readers:
        reader(reading, lines, at)

"""Instants and keys of a seeded estate: minutes since a day long ago, so that a million of them cost little."""

import datetime as dt
import random

# Before the oldest person was born.
BASE = dt.datetime(1910, 1, 1, tzinfo=dt.UTC)
BASE_MS = int(BASE.timestamp()) * 1000
DAY = 24 * 60
YEAR = 365 * DAY
# RFC 9562, UUID version 7: 48 bits of milliseconds, then version and variant among 74 bits of chance.
CHANCE = (0xFFF << 64) | (1 << 62) - 1
SHAPE = (0x7 << 76) | (0b10 << 62)


class Moments:
    """The times and keys of one estate as it stands on a date. Everything comes from one seeded generator."""

    def __init__(self, rnd: random.Random, as_at: dt.date) -> None:
        self.rnd = rnd
        self.as_at = as_at
        self.today = (as_at - BASE.date()).days
        # An hour before the date begins in UTC, so that it is the day before in London too, summer or winter.
        self.last = self.today * DAY - 61
        far = self.today + 20 * 365
        self._days = [(BASE + dt.timedelta(days=n)).strftime("%Y-%m-%d") for n in range(far)]
        self._times = [f" {n // 60:02d}:{n % 60:02d}:00+00" for n in range(DAY)]
        self._bits = rnd.getrandbits

    def at(self, minute: int) -> str:
        """An instant as COPY reads it."""
        return self._days[minute // DAY] + self._times[minute % DAY]

    def day(self, days_from_date: int) -> str:
        """The date so many days after the estate's date."""
        return self._days[self.today + days_from_date]

    def on(self, minute: int) -> str:
        return self._days[minute // DAY]

    def key(self, minute: int) -> str:
        """A UUIDv7 made at a minute, as 32 hexadecimal digits."""
        stamp = BASE_MS + minute * 60_000
        return f"{stamp << 80 | (self._bits(80) & CHANCE) | SHAPE:032x}"

    def between(self, first: int, last: int) -> int:
        """A working minute from one minute to another, or the first where there is no time between."""
        if last <= first:
            return first
        picked = first + int(self.rnd.random() * (last - first))
        working = picked - picked % DAY + 9 * 60 + picked % (8 * 60)
        return working if first <= working <= last else picked


def dashed(key: str) -> str:
    """A key as people and user names write it."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"

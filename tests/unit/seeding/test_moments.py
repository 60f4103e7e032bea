"""Times and keys of a seeded estate."""

import datetime as dt
import random
import uuid

from campus.core import clock
from campus.seeding.moments import Moments, dashed

AS_AT = dt.date(2026, 7, 1)


def moments() -> Moments:
    return Moments(random.Random("m"), AS_AT)


class TestMoments:
    def test_the_last_is_the_day_before_in_london(self) -> None:
        last = dt.datetime.fromisoformat(moments().at(moments().last))
        assert clock.london_date(last) == AS_AT - dt.timedelta(days=1)

    def test_a_key_is_a_version_7_of_its_minute(self) -> None:
        made = moments()
        key = uuid.UUID(made.key(made.last))
        assert key.version == 7 and key.variant == uuid.RFC_4122
        assert (
            dt.datetime.fromtimestamp(int(key.hex[:12], 16) / 1000, dt.UTC).isoformat(sep=" ")[:19]
            == made.at(made.last)[:19]
        )
        assert dashed(key.hex) == str(key)

    def test_keys_differ_within_a_minute(self) -> None:
        made = moments()
        assert len({made.key(made.last) for _ in range(1000)}) == 1000

    def test_a_minute_between_is_between(self) -> None:
        made = moments()
        for _ in range(500):
            assert made.last - 5000 <= made.between(made.last - 5000, made.last) <= made.last
        assert made.between(7, 7) == made.between(7, 3) == 7

    def test_a_day_is_counted_from_the_date(self) -> None:
        assert moments().day(0) == "2026-07-01" and moments().day(-1) == "2026-06-30"

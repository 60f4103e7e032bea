"""What becomes of each row of a package that is taken in."""

from enum import StrEnum


class Outcome(StrEnum):
    WRITTEN = "WRITTEN"
    HERE_ALREADY = "HERE_ALREADY"
    SET_ASIDE = "SET_ASIDE"
    CARRIED = "CARRIED"


class WhyCarried(StrEnum):
    UNKNOWN_KIND = "UNKNOWN_KIND"
    UNKNOWN_COLUMNS = "UNKNOWN_COLUMNS"
    DIFFERS = "DIFFERS"
    NO_ROOM = "NO_ROOM"

"""Numbers that look like the real ones and never repeat: each counts through its space with a stride prime to it."""

import random
from collections.abc import Collection

from learners.rules import ULN_REMAINDER, ULN_WEIGHTS

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A0000AA … A9999ZZ, the numbers of the last decades' receptions, then B and so on.
A_LETTER = 10_000 * 26 * 26
STRIDE = 3_999_971  # prime, and no factor of A_LETTER
ULN_STRIDE = 611_953_271  # prime
ULN_SPACE = 9 * 10**8
CRN_SPACE = 26 * 10**6
CRN_STRIDE = 7_368_787  # prime
# Ofcom's range for drama: 07700 900000 to 900999.
DRAMA = "07700 900"


class Numbers:
    """The numbers of one estate. `taken` holds prison numbers that named people have."""

    def __init__(self, rnd: random.Random, taken: Collection[str]) -> None:
        self.taken = frozenset(taken)
        self._prison = rnd.randrange(A_LETTER)
        self._uln = rnd.randrange(ULN_SPACE)
        self._crn = rnd.randrange(CRN_SPACE)
        self._given = 0

    def prison_number(self) -> str:
        while True:
            letter, place = divmod(self._given, A_LETTER)
            rest = (self._prison + place * STRIDE) % A_LETTER
            self._given += 1
            digits, pair = divmod(rest, 26 * 26)
            number = f"{LETTERS[letter]}{digits:04d}{LETTERS[pair // 26]}{LETTERS[pair % 26]}"
            if number not in self.taken:
                return number

    def uln(self) -> str:
        """A unique learner number whose check digit is right."""
        while True:
            self._uln = (self._uln + ULN_STRIDE) % ULN_SPACE
            first = str(10**8 + self._uln)
            check = (ULN_REMAINDER - sum(int(d) * w for d, w in zip(first, ULN_WEIGHTS, strict=False))) % 11
            if check < 10:
                return f"{first}{check}"

    def crn(self) -> str:
        self._crn = (self._crn + CRN_STRIDE) % CRN_SPACE
        letter, rest = divmod(self._crn, 10**6)
        return f"{LETTERS[letter]}{rest:06d}"


def phone(rnd: random.Random) -> str:
    return f"{DRAMA}{rnd.randrange(1000):03d}"

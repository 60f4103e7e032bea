"""What a moderator should look at in a message. A hint marks words; it never decides."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    SELF_HARM = "SELF_HARM"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    LINK = "LINK"
    HANDLE = "HANDLE"
    ACCOUNT = "ACCOUNT"
    PRISON_NUMBER = "PRISON_NUMBER"


URGENT = frozenset({Sign.SELF_HARM})
CONTACT = frozenset({Sign.PHONE, Sign.EMAIL, Sign.LINK, Sign.HANDLE})


@dataclass(frozen=True)
class Hint:
    sign: Sign
    start: int
    end: int


_APART = r"[\s.\-/()]{0,3}"
# Order matters: an e-mail address holds a link, and a bank account holds digits; the first to claim a letter keeps it.
PATTERNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (
        Sign.SELF_HARM,
        re.compile(
            r"\b(suicid\w*|self[\s-]?harm\w*|(?:kill|hang|hurt|cut|cutting|harm|harming)\s+my\s?self"
            r"|end(?:ing)?\s+(?:my\s+(?:own\s+)?life|it\s+all)|want(?:ed)?\s+to\s+die|better\s+off\s+dead"
            r"|no\s+reason\s+to\s+live|take\s+my\s+own\s+life"
            r"|hunan[\s-]?laddiad|hunan[\s-]?niwei\w*|lladd\s+fy\s+hun|brifo\s+fy\s+hun)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Sign.EMAIL,
        re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+", re.IGNORECASE),
    ),
    (
        Sign.LINK,
        re.compile(
            r"(?:https?://|www\.)\S+"
            r"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|uk|io|co|info|me|tv|app|wales|cymru|eu|ly|gg)\b(?:/\S*)?",
            re.IGNORECASE,
        ),
    ),
    (Sign.HANDLE, re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{3,30}\b")),
    (Sign.PHONE, re.compile(rf"(?<!\d)(?:(?:\+|00)\s?44{_APART}(?:\(0\))?|\(?0)(?:{_APART}\d){{9,10}}(?!\d)")),
    (Sign.ACCOUNT, re.compile(r"(?<!\d)(?:\d{2}[\s-]\d{2}[\s-]\d{2}[\s,]{1,3}\d{8}|(?:\d[\s-]?){15}\d)(?!\d)")),
    (Sign.PRISON_NUMBER, re.compile(r"\b[A-Z]\d{4}[A-Z]{2}\b", re.IGNORECASE)),
)


def hints(text: str) -> list[Hint]:
    """What stands out in a text, in the order of reading. No two hints overlap."""
    found: list[Hint] = []
    for sign, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(Hint(sign, match.start(), match.end()))
    return sorted(found, key=lambda hint: hint.start)


def signs(text: str) -> list[Sign]:
    """The kinds of thing that stand out, each once, in the order of the list above."""
    found = {hint.sign for hint in hints(text)}
    return [sign for sign in Sign if sign in found]


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text cut into plain and marked pieces, which put together are the text again."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for hint in hints(text):
        cut += [(text[at : hint.start], False), (text[hint.start : hint.end], True)]
        at = hint.end
    cut.append((text[at:], False))
    return [piece for piece in cut if piece[0]]

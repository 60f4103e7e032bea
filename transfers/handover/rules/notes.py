"""The note: drafted from facts, and written by the sender (transfers-access-security.md 1.9). Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from campus.core.errors import Refused
from transfers.handover.rules.asking import sentence
from transfers.handover.rules.dates import EDIT_WORKING_DAYS
from transfers.rules import CaseState

NOTE_MOST = 1500
FIRST_MOST = 3
FIRST_WORDS_MOST = 120


@dataclass(frozen=True)
class Facts:
    """What the note is made from when nobody writes one. No risk and no diagnosis is among it (1.9)."""

    courses: Sequence[str] = ()
    next_steps: Sequence[str] = ()
    helps: Sequence[str] = ()
    promised: Sequence[str] = ()
    works_with: Sequence[str] = ()
    reviews: Sequence[str] = ()


_PARTS = (
    ("Learning", "courses"), ("Next step", "next_steps"), ("What helps", "helps"),
    ("Waiting for an answer", "promised"), ("Works with", "works_with"), ("Next session", "reviews"),
)  # fmt: skip
NOTHING_KNOWN = "There is nothing on the record yet that a new prison needs to do."


def draft(facts: Facts) -> str:
    """The note from the record, within its length: what does not fit is left out by whole lines, from the end."""
    lines = [f"{title}: {'; '.join(said)}." for title, name in _PARTS if (said := getattr(facts, name))]
    kept: list[str] = []
    for line in lines:
        if len("\n".join([*kept, line])) <= NOTE_MOST:
            kept.append(line)
    return "\n".join(kept) or NOTHING_KNOWN


def first_things(facts: Facts) -> list[str]:
    """At most three things to do first: what was promised, what is next, what helps."""
    wanted = [f"Answer: {one}" for one in facts.promised] + [f"Go on with: {one}" for one in facts.courses]
    wanted += [f"Next step: {one}" for one in facts.next_steps]
    return [_short(one) for one in wanted[:FIRST_MOST]]


def _short(text: str) -> str:
    return text if len(text) <= FIRST_WORDS_MOST else text[: FIRST_WORDS_MOST - 1].rstrip() + "…"


def check_note(text: str, first: Sequence[str]) -> None:
    if not text.strip():
        raise Refused("Write the hand-over note", field="text")
    if len(text) > NOTE_MOST:
        raise Refused(f"Use {NOTE_MOST:,} letters or fewer. You have used {len(text):,}.", field="text")
    if len(first) > FIRST_MOST:
        raise Refused(f"Write at most {FIRST_MOST} things to do first", field="first")
    if any(len(one) > FIRST_WORDS_MOST for one in first):
        raise Refused(f"Use {FIRST_WORDS_MOST} letters or fewer for each thing to do first", field="first")


def check_may_write(*, state: str, today: dt.date, until: dt.date) -> None:
    """Whether the sender may still write the note."""
    if state in (CaseState.RETURNED, CaseState.REVERSED, CaseState.CANCELLED, CaseState.SUPERSEDED):
        raise Refused("This move is over. The note stays as it is.")
    if today > until:
        raise Refused(f"The note could be changed for {EDIT_WORKING_DAYS} working days. It is final now.")


def why_not_write(*, state: str, today: dt.date, until: dt.date) -> str:
    return sentence(lambda: check_may_write(state=state, today=today, until=until))

"""What may be written down about a need, put aside and deleted (3.1 to 3.3, 3.5). Pure: no database, no clock."""

import datetime as dt
from collections.abc import Collection, Iterable
from enum import StrEnum

from campus.core.errors import Refused
from plans.needs.rules.codes import (
    CHALLENGE_CODES,
    CONDITIONS,
    HOW_OFFERED,
    NAMED_CONDITIONS,
    SCREENER_CODES,
    STRATEGIES,
    STRENGTH_CODES,
    WHOLE_CODES,
    ConditionSource,
    DeclineReason,
    DeletionReason,
    HowIdentified,
)

TEXT_MOST = 4096  # 3.3
NAME_MOST = 200  # section 9, "Text limits": a person's name and role
REASON_MOST = 200  # section 9, "Text limits": archive other
HOURS_MOST = 40  # a working week
CONSULTED_MOST = 10
OWN_WORDS_MOST = 20  # so that a list that teachers read stays a list


class ItemKind(StrEnum):
    """What a need is made of, as addresses name it."""

    CONDITION = "conditions"
    CHALLENGE = "challenges"
    STRENGTH = "strengths"
    STRATEGY = "strategies"
    SCREENER = "screeners"


KIND_LABELS = {
    ItemKind.CONDITION: "condition",
    ItemKind.CHALLENGE: "challenge",
    ItemKind.STRENGTH: "strength",
    ItemKind.STRATEGY: "support strategy",
    ItemKind.SCREENER: "screener",
}

# The first half of an audit verb, and of a kind of line in a person's history (6.1).
NOUNS = {
    ItemKind.CONDITION: "condition",
    ItemKind.CHALLENGE: "challenge",
    ItemKind.STRENGTH: "strength",
    ItemKind.STRATEGY: "strategy",
    ItemKind.SCREENER: "screener",
}
LINES = {
    ItemKind.CONDITION: "CONDITION",
    ItemKind.CHALLENGE: "CHALLENGE",
    ItemKind.STRENGTH: "STRENGTH",
    ItemKind.STRATEGY: "SUPPORT_STRATEGY",
    ItemKind.SCREENER: "ALN_SCREENER",
}


def check_text(text: str, *, field: str, sentence: str, most: int = TEXT_MOST) -> str:
    """The text without its ends. Refuses none, and one that is too long."""
    tidy = text.strip()
    if not tidy:
        raise Refused(sentence, field=field)
    return check_length(tidy, field=field, most=most)


def check_length(text: str, *, field: str, most: int = TEXT_MOST) -> str:
    tidy = text.strip()
    if len(tidy) > most:
        raise Refused(f"Use {most} letters or fewer", field=field)
    return tidy


def check_condition(*, code: str, source: str, name: str) -> None:
    if code not in CONDITIONS:
        raise Refused("Choose a condition", field="code")
    if source not in set(ConditionSource):
        raise Refused("Choose whether the person told us or it is diagnosed", field="source")
    if code in NAMED_CONDITIONS and not name.strip():
        raise Refused("Write what the condition is called", field="name")


def check_skill_by_hand(*, code: str, is_strength: bool) -> None:
    """By hand, a whole category is named; its parts come from a screener."""
    if code not in (STRENGTH_CODES if is_strength else CHALLENGE_CODES) & WHOLE_CODES:
        raise Refused("Choose what it is about", field="code")


def check_how(*, how: Collection[str], other: str, kept: Collection[str] = ()) -> None:
    """How a challenge or strength was noticed. Retired ways stay on a row that has them, and are offered to nobody."""
    if not how:
        raise Refused("Choose how you know, at least one way", field="how")
    if set(how) - set(HOW_OFFERED) - set(kept):
        raise Refused("Choose how you know from the list", field="how")
    if HowIdentified.OTHER in how and not other.strip():
        raise Refused("Write in which other way you know", field="how_other")


def check_strategy(*, category: str, detail: str) -> None:
    if category not in STRATEGIES:
        raise Refused("Choose what it helps with", field="category")
    check_text(detail, field="detail", sentence="Write what helps")


def check_own_words(*, text: str, told: int) -> str:
    """What the person says helps. Said at the kiosk."""
    if told >= OWN_WORDS_MOST:
        raise Refused("You have told us many things. Take one away first.", field="text")
    tidy = text.strip()
    if not tidy:
        raise Refused("Write what helps you first.", field="text")
    if len(tidy) > TEXT_MOST:
        raise Refused("That is too long. Make it shorter.", field="text")
    return tidy


def check_may_take_back(*, told_by_person: bool, in_use: bool) -> None:
    if not told_by_person:
        raise Refused("Staff wrote this. Ask them to change it.")
    if not in_use:
        raise Refused("You have taken this away already.")


def check_screener(
    *, on: dt.date, today: dt.date, challenges: Iterable[str], strengths: Iterable[str], current_on: dt.date | None
) -> None:
    """A screener says something, is not of tomorrow, and is not older than the one that it replaces."""
    hard, good = list(challenges), list(strengths)
    if on > today:
        raise Refused("Date of the screener must be today or earlier", field="on")
    if current_on is not None and on < current_on:
        raise Refused(
            f"There is a later screener, of {current_on:%-d %B %Y}. Delete that one first if it is wrong.", field="on"
        )
    if not hard and not good:
        raise Refused("Choose at least one challenge or strength", field="challenges")
    if set(hard) - SCREENER_CODES:
        raise Refused("Choose challenges from the list", field="challenges")
    if set(good) - SCREENER_CODES:
        raise Refused("Choose strengths from the list", field="strengths")
    if both := sorted(set(hard) & set(good)):
        raise Refused(f"Choose challenge or strength, not both ({len(both)} chosen twice)", field="strengths")


def check_may_change(*, archived: bool, from_screener: bool) -> None:
    """Whether the words of an item may be changed."""
    if archived:
        raise Refused("This is in history. Bring it back first.")
    if from_screener:
        raise Refused("This came from a screener. Add a new screener, or delete that one.")


def check_may_reword(*, told_by_person: bool) -> None:
    if told_by_person:
        raise Refused("These are the person’s own words. Add what you would say beside them.", field="detail")


def check_may_archive(*, archived: bool, from_screener: bool) -> None:
    """Whether an item may be moved to history by itself."""
    if archived:
        raise Refused("This is in history already.")
    if from_screener:
        raise Refused("This came from a screener. It goes to history when a new screener is added.")


def may_archive(*, archived: bool, from_screener: bool) -> bool:
    try:
        check_may_archive(archived=archived, from_screener=from_screener)
    except Refused:
        return False
    return True


def check_archive_reason(reason: str) -> str:
    return check_text(reason, field="reason", sentence="Write why it goes to history", most=REASON_MOST)


def check_may_restore(*, archived: bool, from_screener: bool) -> None:
    if not archived:
        raise Refused("This is in use already.")
    if from_screener:
        raise Refused("This came from an older screener. It comes back if the newer one is deleted.")


FROM_SCREENER = "This came from a screener. Delete the whole screener if it is wrong."


def check_may_delete(*, from_screener: bool) -> None:
    if from_screener:
        raise Refused(FROM_SCREENER)


def check_deletion_reason(reason: str) -> DeletionReason:
    if reason not in set(DeletionReason):
        raise Refused("Choose why it is deleted", field="reason")
    return DeletionReason(reason)


def check_may_decline(*, has_plan: bool, declined: bool) -> None:
    if has_plan:
        raise Refused("There is a support plan already. Review it instead.")
    if declined:
        raise Refused("The support plan is turned down already.")


def check_decline(*, reason: str, detail: str) -> None:
    if reason not in set(DeclineReason):
        raise Refused("Choose why there will be no support plan", field="reason")
    check_text(detail, field="detail", sentence="Write what was said")


def check_may_ask_again(*, declined: bool) -> None:
    if not declined:
        raise Refused("The support plan is not turned down.")

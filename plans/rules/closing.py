"""How a goal ends: completed, archived or reopened with a reason (learners-plans-assessments.md 2.3). Pure."""

from enum import StrEnum

from campus.core.errors import Refused
from plans.rules.goals import ARCHIVE_WORDS_MOST, ArchiveReason, GoalStatus

REOPEN_WORDS_MOST = 200  # as for the words of archiving

ARCHIVE_LABELS = {
    ArchiveReason.NO_LONGER_WANTED: "The person does not want to work towards this goal any more",
    ArchiveReason.NO_LONGER_WITH_ADVISER: "The person does not want to work with the adviser any more",
    ArchiveReason.NOT_AVAILABLE_HERE: "Nothing that fits is available in this prison",
    ArchiveReason.OTHER: "Another reason",
}


class Because(StrEnum):
    """Why a page suggests to complete a goal."""

    COURSE = "COURSE"
    QUALIFICATION = "QUALIFICATION"
    STEPS = "STEPS"


def check_may_complete(*, status: str) -> None:
    """Whether a goal may be completed. Its steps are not asked: the goal may be reached without them."""
    if status == GoalStatus.COMPLETED:
        raise Refused("This goal is completed already.")
    if status == GoalStatus.ARCHIVED:
        raise Refused("This goal is archived. Reopen it before you complete it.")


def check_may_archive(*, status: str) -> None:
    if status == GoalStatus.ARCHIVED:
        raise Refused("This goal is archived already.")
    if status == GoalStatus.COMPLETED:
        raise Refused("This goal is completed. Reopen it before you archive it.")


def check_may_reopen(*, status: str) -> None:
    if status == GoalStatus.ACTIVE:
        raise Refused("This goal is in progress already.")


def may_complete(*, status: str) -> bool:
    try:
        check_may_complete(status=status)
    except Refused:
        return False
    return True


def may_archive(*, status: str) -> bool:
    try:
        check_may_archive(status=status)
    except Refused:
        return False
    return True


def may_reopen(*, status: str) -> bool:
    try:
        check_may_reopen(status=status)
    except Refused:
        return False
    return True


def check_archive(reason: str, words: str) -> None:
    """A reason of the list; another one is told in words."""
    if reason not in list(ArchiveReason):
        raise Refused("Choose why the goal is archived", field="reason")
    if reason == ArchiveReason.OTHER and not words.strip():
        raise Refused("Write what the other reason is", field="words")
    if len(words.strip()) > ARCHIVE_WORDS_MOST:
        raise Refused(f"Use {ARCHIVE_WORDS_MOST} letters or fewer for the reason", field="words")


def check_reopen(reason: str) -> None:
    if not reason.strip():
        raise Refused("Write why the goal is reopened", field="reason")
    if len(reason.strip()) > REOPEN_WORDS_MOST:
        raise Refused(f"Use {REOPEN_WORDS_MOST} letters or fewer for the reason", field="reason")

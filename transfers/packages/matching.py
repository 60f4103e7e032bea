"""Whose record a package is. By a number that is known here, or because somebody says so: never by a name and a date
of birth."""

import datetime as dt
import uuid
from dataclasses import dataclass

from learners.models import Identifier, Learner
from learners.rules import IdentifierType, may_be_prison_number
from transfers.packages.checking import Checked
from transfers.packages.rules.refusals import Code, PackageRefused


@dataclass(frozen=True)
class Subject:
    """`sent_id` is the person as the sender knows them; `owner_id` who stands for them here; the same when new."""

    sent_id: uuid.UUID
    owner_id: uuid.UUID
    is_new: bool
    # They are known here under another key than the sender's.
    is_other: bool


def subject_of(checked: Checked, match: str) -> Subject:
    """Raises PackageRefused with unknown_subject or wrong_subject."""
    sent = uuid.UUID(checked.manifest["subject"]["learner_id"])
    numbers = _numbers(checked)
    said = _said(match)
    here = _known_as(sent) or _by_numbers(numbers)
    if said is None and here is None:
        raise PackageRefused(Code.UNKNOWN_SUBJECT, _who_is_it(numbers))
    if said is not None:
        named = _by_numbers([said])
        if named is None and said not in numbers:
            raise PackageRefused(Code.UNKNOWN_SUBJECT, f"Nobody is known by {said}, here or in the package.")
        if (named is not None and here is not None and named.id != here.id) or (said in numbers and named != here):
            raise PackageRefused(Code.WRONG_SUBJECT, f"The package is about somebody else than {said}.")
        here = here or named
    if here is None:
        return Subject(sent, sent, is_new=True, is_other=False)
    if here.id != sent and (said is None or said not in numbers):
        _check_same_birth(checked, here)
    return Subject(sent, here.id, is_new=False, is_other=here.id != sent)


def _said(match: str) -> str | None:
    if not match.strip():
        return None
    if not may_be_prison_number(match):
        raise PackageRefused(Code.UNKNOWN_SUBJECT, "A prison number looks like A1234BC.")
    return match.strip().upper()


def _numbers(checked: Checked) -> list[str]:
    return [
        str(one["value"]) for one in checked.manifest["subject"]["identifiers"]
        if one["type"] == IdentifierType.PRISON_NUMBER and one["status"] != "UNMATCHED"
    ]  # fmt: skip


def _known_as(sent: uuid.UUID) -> Learner | None:
    found = Learner.objects.select_related("canonical").filter(id=sent).first()
    return found and (found.canonical or found)


def _by_numbers(numbers: list[str]) -> Learner | None:
    """Who is known here by these numbers. Two people are not one because a package says so."""
    rows = Identifier.everything.filter(type=IdentifierType.PRISON_NUMBER, value__in=numbers)
    known = {
        row.learner.canonical or row.learner
        for row in rows.exclude(status="UNMATCHED").select_related("learner__canonical")
    }
    if len(known) > 1:
        raise PackageRefused(Code.WRONG_SUBJECT, "The numbers in the package are those of different people here.")
    return next(iter(known), None)


def _check_same_birth(checked: Checked, here: Learner) -> None:
    """A number is enough, unless what else is known says that it is somebody else's."""
    born = checked.manifest["subject"]["date_of_birth"]
    if born and here.date_of_birth and dt.date.fromisoformat(born) != here.date_of_birth:
        raise PackageRefused(
            Code.WRONG_SUBJECT, "Somebody here has that number and another date of birth. Look, then name them."
        )


def _who_is_it(numbers: list[str]) -> str:
    if numbers:
        return f"Nobody is known by {', '.join(numbers)}. To take the person in, name the number: {numbers[0]}."
    return "The package holds no prison number. Name whose it is."

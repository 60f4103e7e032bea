"""The port to the Learning Records Service. One question, one answer, in a bounded time; every true answer kept apart.

Nobody calls it inside a transaction or a lock: pages ask before they write, the worker before its transaction begins.
"""

import datetime as dt
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from plans.assessments.models.learning import CODE_MOST, TEXT_MOST
from plans.assessments.rules.matching import MOST_CANDIDATES, READABLE, Outcome
from plans.assessments.rules.qualifications import EventSource

log = logging.getLogger(__name__)

SEARCH_SECONDS = 5.0
READ_SECONDS = 10.0
PAUSE_SECONDS = 0.3
MOST_EVENTS = 500
ANSWERS = {
    "Exact Match": Outcome.EXACT,
    "Possible Match": Outcome.POSSIBLE,
    "Linked Learner Match": Outcome.LINKED,
    "No Match": Outcome.NO_MATCH,
    "Too Many Matches": Outcome.TOO_MANY,
    "Learner opted to not share data": Outcome.NOT_SHARED,
    "Learner could not be verified": Outcome.NOT_VERIFIED,
}


class Unreachable(Exception):
    """The service did not answer, or not in a way that can be read. It may do so later."""


@dataclass(frozen=True)
class Asked:
    """By whom to look: a number with the name, or the details."""

    given_name: str
    family_name: str
    uln: str = ""
    born: dt.date | None = None
    gender: str = "0"
    postcode: str = ""
    previous_family_name: str = ""
    school: str = ""
    place_of_birth: str = ""
    email: str = ""


@dataclass(frozen=True)
class Candidate:
    uln: str
    given_name: str
    family_name: str
    born: str = ""
    gender: str = ""
    postcode: str = ""

    @property
    def born_on(self) -> dt.date | None:
        """The birth date, where the service gives one that can be read."""
        try:
            return dt.date.fromisoformat(self.born[:10])
        except ValueError:
            return None


@dataclass(frozen=True)
class Found:
    outcome: Outcome
    people: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Read:
    """What a number's record holds. `uln` is the number that holds now; `asked` the one that was asked for."""

    outcome: Outcome
    asked: str
    uln: str
    events: tuple[Mapping[str, Any], ...] = field(default=())


@dataclass(frozen=True)
class LearningRecords:
    url: str
    key: str
    seconds: float = SEARCH_SECONDS
    tries: int = 2

    def find(self, asked: Asked) -> Found:
        """Who fits. Raises Unreachable within `seconds`."""
        body = {
            "givenName": asked.given_name, "familyName": asked.family_name, "uln": asked.uln or None,
            "dateOfBirth": asked.born.isoformat() if asked.born else None, "gender": asked.gender,
            "lastKnownPostCode": asked.postcode, "previousFamilyName": asked.previous_family_name or None,
            "schoolAtAge16": asked.school or None, "placeOfBirth": asked.place_of_birth or None,
            "emailAddress": asked.email or None,
        }  # fmt: skip
        return self._understood(_found, self._ask("/learners", body))

    def read(self, uln: str, given_name: str, family_name: str) -> Read:
        """What the record of a number holds. Raises Unreachable within `seconds`."""
        body = {"uln": uln, "givenName": given_name, "familyName": family_name}
        return self._understood(lambda answer: _read(uln, answer), self._ask("/learner-events", body))

    def _ask(self, path: str, body: Mapping[str, Any]) -> Any:
        """Try again at once after a quick failure, never after a slow one, and never beyond the time."""
        import requests  # late: most processes never ask

        ends, failed = time.monotonic() + self.seconds, "no time"
        for turn in range(self.tries):
            left = ends - time.monotonic()
            if left <= PAUSE_SECONDS:
                break
            try:
                answer = requests.post(
                    self.url + path, json=body, headers={"X-Api-Key": self.key}, timeout=left, allow_redirects=False
                )
                if answer.status_code == 200:
                    return answer.json()
                failed = f"answered {answer.status_code}"
                if answer.status_code < 500:
                    break
            except requests.Timeout:
                failed = "no answer in time"
                break
            except (requests.RequestException, ValueError) as error:
                failed = type(error).__name__
            if turn + 1 < self.tries:
                time.sleep(PAUSE_SECONDS)
        log.warning("Learning Records Service: %s", failed)
        raise Unreachable(failed)

    @staticmethod
    def _understood(reading: Any, answer: Any) -> Any:
        try:
            return reading(answer)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.warning("Learning Records Service: an answer that cannot be read (%s)", type(error).__name__)
            raise Unreachable("an answer that cannot be read") from None


def _found(answer: Any) -> Found:
    outcome = ANSWERS[answer["responseType"]]
    people = tuple(_candidate(one) for one in answer.get("matchedLearners") or ())
    if outcome in (Outcome.EXACT, Outcome.POSSIBLE, Outcome.LINKED) and not people:
        raise ValueError("a match without a person")
    if len(people) > MOST_CANDIDATES:
        return Found(Outcome.TOO_MANY)
    return Found(outcome, people)


def _candidate(one: Any) -> Candidate:
    return Candidate(
        uln=_number(one["uln"]), given_name=_text(one.get("givenName")), family_name=_text(one.get("familyName")),
        born=_text(one.get("dateOfBirth")), gender=_text(one.get("gender")),
        postcode=_text(one.get("lastKnownPostCode")),
    )  # fmt: skip


def _read(asked: str, answer: Any) -> Read:
    outcome = ANSWERS[answer["responseType"]]
    if outcome not in READABLE:
        return Read(outcome, asked, asked)
    found = _number(answer.get("foundUln") or asked)
    events = tuple(_event(one) for one in answer.get("learnerRecord") or ())
    return Read(outcome, asked, found, events[:MOST_EVENTS])


def _event(one: Any) -> dict[str, Any]:
    """An event by the names of our columns."""
    return {
        "event_id": _code(str(one["id"])),
        "provider_ukprn": _code(one.get("achievementProviderUkprn")),
        "provider_name": _text(one.get("achievementProviderName")),
        "awarded_by": _text(one.get("awardingOrganisationName")),
        "awarded_by_ukprn": _code(one.get("awardingOrganisationUkprn")),
        "qualification_type": _text(one.get("qualificationType")),
        "subject_code": _code(one.get("subjectCode")),
        "subject": _text(one.get("subject")),
        "level": _text(one.get("level")),
        "grade": _code(one.get("grade")),
        "credits": _whole(one.get("credits")),
        "awarded_on": _date(one.get("achievementAwardDate")),
        "began_on": _date(one.get("participationStartDate")),
        "ended_on": _date(one.get("participationEndDate")),
        "status": _code(one.get("status")),
        "source": EventSource(one["source"]).value,
        "loaded_on": _date(one.get("dateLoaded")),
        "under_challenge": one.get("underDataChallenge") in (True, "Y", "Yes", "true"),
        "language": _code(one.get("languageForAssessment")),
        "collection_type": _code(one.get("collectionType")),
        "return_number": _code(one.get("returnNumber")),
    }


def _text(value: Any, most: int = TEXT_MOST) -> str:
    return "".join(c for c in str(value or "") if c.isprintable()).strip()[:most]


def _code(value: Any) -> str:
    return _text(value, CODE_MOST)


def _number(value: Any) -> str:
    tidy = str(value).strip()
    if not (len(tidy) == 10 and tidy.isascii() and tidy.isdigit()):
        raise ValueError("no learner number")
    return tidy


def _whole(value: Any) -> int | None:
    number = int(value) if value not in (None, "") else None
    return number if number is None or 0 <= number < 32_768 else None


def _date(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(str(value)[:10]) if value else None


def configured(*, seconds: float = SEARCH_SECONDS) -> LearningRecords:
    """The service of this deployment. Raises Unreachable where none is set."""
    if not settings.CAMPUS_LRS_URL:
        raise Unreachable("set CAMPUS_LRS_URL")
    return LearningRecords(settings.CAMPUS_LRS_URL, settings.CAMPUS_LRS_KEY, seconds)

"""What the double of the Learning Records Service answers. The same person always gets the same answer."""

import datetime
import hashlib
from typing import Any, Protocol

Document = dict[str, Any]

# In a hundred people nobody told it about.
SHARES = (
    ("Exact Match", 62), ("Possible Match", 16), ("No Match", 9), ("Linked Learner Match", 4), ("Too Many Matches", 3),
    ("Learner opted to not share data", 3), ("Learner could not be verified", 3),
)  # fmt: skip
# The people of the demo, so that each answer can be shown: by family name.
SCRIPT = {
    "osei": "Exact Match", "brown": "Possible Match", "lloyd": "Linked Learner Match", "ahmed": "No Match",
    "kowalski": "Learner opted to not share data", "walsh": "Too Many Matches",
    "davies": "Learner could not be verified",
}  # fmt: skip
AQA, PEARSON, OCR, CITY = (
    ("AQA", "10003388"),
    ("Pearson", "10022490"),
    ("OCR", "10004930"),
    ("City & Guilds", "10009931"),
)
AWARDS = (
    ("GCSE", "English Language", "Level 2", ("4", "3", "2", "C", "D"), AQA),
    ("GCSE", "Mathematics", "Level 2", ("5", "3", "1", "C", "E"), PEARSON),
    ("Functional Skills", "Functional Skills English", "Level 1", ("Pass",), CITY),
    ("Functional Skills", "Functional Skills Mathematics", "Entry Level 3", ("Pass",), CITY),
    ("NVQ", "Food Production and Cooking", "Level 2", ("Pass",), CITY),
    ("Certificate", "Construction Skills", "Level 1", ("Pass", "Merit"), OCR),
    ("Award", "Health and Safety in the Workplace", "Level 2", ("Pass",), OCR),
)
COLLEGES = (("Park Lane College", "10005534"), ("Riverside Sixth Form", "10006341"), ("Moorside Academy", "10044120"))


class Told(Protocol):
    """Whom the double was told about."""

    def told(self, asked: Document) -> Document | None: ...


def name_of(document: Document) -> tuple[str, str]:
    return str(document.get("givenName", "")).lower(), str(document.get("familyName", "")).lower()


def _chance(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("/".join(parts).lower().encode()).digest()[:8], "big")


def number_of(*parts: str) -> str:
    """A unique learner number with a true check digit that follows from some words."""
    first = 100_000_000 + _chance("number", *parts) % 900_000_000
    while True:
        rest = sum(int(digit) * weight for digit, weight in zip(str(first), range(10, 1, -1), strict=True)) % 11
        if rest:
            return f"{first}{10 - rest}"
        first += 1


def answer_for(asked: Document) -> str:
    """Which of the seven answers somebody gets whom it was not told about."""
    given, family = name_of(asked)
    if family in SCRIPT:
        return SCRIPT[family]
    place = _chance("answer", given, family) % 100
    for answer, share in SHARES:
        if place < share:
            return answer
        place -= share
    return "No Match"


def find(register: Told, asked: Document) -> Document:
    """POST /learners."""
    person = register.told(asked)
    answer = person["answer"] if person else answer_for(asked)
    if asked.get("uln") and answer in ("Possible Match", "Too Many Matches"):
        answer = "Exact Match"  # a number names one person
    people: list[Document] = []
    if answer in ("Exact Match", "Linked Learner Match", "Possible Match"):
        people = (person or {}).get("people") or [
            _person(asked, person, place) for place in range(3 if answer == "Possible Match" else 1)
        ]
    return {"searchParameters": asked, "responseType": answer, "matchedLearners": people}


def _person(asked: Document, person: Document | None, place: int) -> Document:
    given, family = str(asked["givenName"]), str(asked["familyName"])
    known = (person or {}).get("uln") or asked.get("uln")
    uln = known if known and place == 0 else number_of(given, family, str(place))
    born = asked.get("dateOfBirth") or f"19{70 + place}-0{1 + place}-1{place}"
    return {
        "uln": uln, "givenName": given if place < 2 else given[:1], "familyName": family,
        "dateOfBirth": born if place == 0 else _other_day(born, place), "gender": asked.get("gender") or "1",
        "lastKnownPostCode": asked.get("lastKnownPostCode") or "LS1 4DY" if place == 0 else f"LS{place + 6} 3AB",
    }  # fmt: skip


def _other_day(born: str, place: int) -> str:
    return (datetime.date.fromisoformat(born) + datetime.timedelta(days=31 * place)).isoformat()


def read(register: Told, asked: Document) -> Document:
    """POST /learner-events."""
    person = register.told(asked)
    answer = person["answer"] if person else answer_for(asked)
    if answer in ("Possible Match", "Too Many Matches", "No Match"):
        answer = "Exact Match"
    document: Document = {"searchParameters": asked, "responseType": answer, "incomingUln": asked["uln"]}
    if answer not in ("Exact Match", "Linked Learner Match"):
        return {**document, "foundUln": "", "learnerRecord": []}
    found = asked["uln"]
    if answer == "Linked Learner Match":
        found = (person or {}).get("foundUln") or number_of("master", asked["uln"])
    records = person["records"] if person and "records" in person else records_of(asked["uln"])
    return {**document, "foundUln": found, "learnerRecord": records}


def records_of(uln: str) -> list[Document]:
    """From one to four awards, and a course that no awarding organisation vouches for."""
    count = 1 + _chance("count", uln) % 4
    picked = sorted({_chance("award", uln, str(turn)) % len(AWARDS) for turn in range(count)})
    records = [_award(uln, place) for place in picked]
    return [*records, _taken_part(uln)] if _chance("ilr", uln) % 2 else records


def _award(uln: str, place: int) -> Document:
    kind, subject, level, grades, (body, ukprn) = AWARDS[place]
    college, college_ukprn = COLLEGES[_chance("college", uln) % len(COLLEGES)]
    year = 2013 + _chance("year", uln, str(place)) % 10
    return {
        "id": f"{uln}-{place}", "achievementProviderUkprn": college_ukprn, "achievementProviderName": college,
        "awardingOrganisationName": body, "awardingOrganisationUkprn": ukprn, "qualificationType": kind,
        "subjectCode": f"5{place:07d}", "subject": subject, "level": level,
        "grade": grades[_chance("grade", uln, str(place)) % len(grades)], "credits": 10 + place,
        "achievementAwardDate": f"{year}-08-20", "participationStartDate": f"{year - 1}-09-03",
        "participationEndDate": f"{year}-06-28", "status": "F", "source": "AO", "dateLoaded": f"{year}-10-01",
        "underDataChallenge": "N", "languageForAssessment": "EN", "collectionType": "W", "returnNumber": "02",
    }  # fmt: skip


def _taken_part(uln: str) -> Document:
    return {
        **_award(uln, 5), "id": f"{uln}-ilr", "subject": "Bricklaying", "source": "ILR", "grade": "", "status": "P",
        "achievementAwardDate": None,
    }  # fmt: skip

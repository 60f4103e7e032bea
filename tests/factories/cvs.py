"""CVs as tests need them: valid by default, made by the app's own verbs."""

import datetime as dt
import itertools
from typing import Any

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.models import Posting, User
from campus.core import outbox
from campus.core.models import written
from jobs.cvs import actions
from jobs.cvs.models import CvVersion
from jobs.cvs.rules import Question
from learners.models import Identifier, Learner, Placement
from learners.rules import IdentifierType, PlacementStatus

AT = dt.datetime(2026, 11, 20, 10, 4, tzinfo=dt.UTC)
_numbers = itertools.count(1000)

ANSWERS = {
    Question.WANTED: "I am looking for work in a warehouse.",
    Question.GOOD_AT: "I work well in a team\nI turn up on time",
    Question.LAST_JOB: "Kitchen worker",
    Question.WHEN: "2025 to 2026",
    Question.DID: "I cooked lunch for 120 people each day.\nI kept the kitchen clean and safe.",
    Question.TRAINING: "Level 1 English, 2026\nFood safety, 2025",
    Question.HELPING: "I help people to read",
    Question.MORE: "I speak Welsh",
}


def a_person(*, at: str = "LEI", given_name: str = "Daniel", family_name: str = "Osei", **fields: Any) -> Learner:
    """Somebody placed at a prison, who has a user of their own for the kiosk."""
    number = next(_numbers)
    user = User.objects.create(
        username=f"learner-{number}", kind=User.Kind.LEARNER, given_name=given_name, password="!"
    )
    who = written(actors.system(), AT)
    learner = Learner.objects.create(
        user=user, given_name=given_name, family_name=family_name, current_establishment_id=at,
        date_of_birth=dt.date(1994, 3, 2), placement_epoch=1, **fields, **who,
    )  # fmt: skip
    Placement.objects.create(learner=learner, establishment_id=at, status=PlacementStatus.IN, started_at=AT, **who)
    Identifier.objects.create(
        learner=learner, type=IdentifierType.PRISON_NUMBER, value=f"A{number % 10000:04d}BC", **who
    )
    return learner


def themselves(learner: Learner) -> Actor:
    """The person as an actor at a kiosk."""
    assert learner.user is not None
    return actors.for_learner(learner.user, learner.id, learner.current_establishment)


def staff(role: str = "CIAG", *, at: str = "LEI", given_name: str = "Priya", family_name: str = "Shah") -> Actor:
    """Somebody who holds one role at one prison."""
    user = User.objects.create(
        username=f"staff-{next(_numbers)}", kind=User.Kind.STAFF, given_name=given_name, family_name=family_name,
        password="!",
    )  # fmt: skip
    Posting.objects.create(user=user, role=role, establishment_id=at, starts_on=dt.date(2026, 1, 1))
    return actors.for_user(user, AT.date())


def answer(learner: Learner, question: Question, text: str, *, at: dt.datetime = AT) -> None:
    from jobs.cvs import selectors

    actions.save_answer(
        by=themselves(learner), learner_id=learner.id, question=question, text=text, language="en-gb", at=at,
        lock_version=selectors.my_cv(learner.id).lock_version(question),
    )  # fmt: skip


def answered(learner: Learner, answers: dict[Question, str] = ANSWERS) -> Learner:
    for question, text in answers.items():
        answer(learner, question, text)
    return learner


def asked_for(learner: Learner, answers: dict[Question, str] = ANSWERS) -> CvVersion:
    """A version whose pages are owed."""
    answered(learner, answers)
    return actions.ask_for_pdf(by=themselves(learner), learner_id=learner.id, at=AT)


def made(learner: Learner, answers: dict[Question, str] = ANSWERS) -> CvVersion:
    """A version whose pages are ready."""
    version = asked_for(learner, answers)
    work()
    version.rendering.refresh_from_db()
    return version


def work() -> int:
    """What the workers do with what is owed now. Returns how many messages were delivered."""
    return sum(outbox.deliver(message) for message in outbox.claim())

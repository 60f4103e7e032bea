"""Questions about CVs that pages ask."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from campus.accounts import grants
from campus.accounts.actors import Actor
from campus.accounts.models import Posting, User
from campus.accounts.permissions import Permission, roles_with
from campus.core import files
from campus.core.models import OutboxMessage
from campus.core.remembering import once_a_page
from campus.estate.models import Establishment
from jobs.cvs import rules
from jobs.cvs.models import Cv, CvAnswer, CvGrant, CvRendering, CvVersion, PrintRequest
from jobs.cvs.rules import QUESTIONS, Concern, Progress, Question, RenderingState
from learners.models import Learner

PAGE_SIZE = 50


@dataclass(frozen=True)
class Line:
    """One question of the check page: the answer, if there is one, and what an employer might learn from it."""

    question: Question
    text: str
    skipped: bool
    concerns: tuple[Concern, ...]


@dataclass(frozen=True)
class MyCv:
    """What a person has of a CV."""

    cv: Cv | None
    answers: Mapping[str, CvAnswer]
    latest: CvVersion | None

    @property
    def answered(self) -> int:
        return sum(not answer.skipped for answer in self.answers.values())

    @property
    def started(self) -> bool:
        return bool(self.answers)

    @property
    def next_question(self) -> Question | None:
        """The first question that was neither answered nor skipped."""
        return next((q for q in QUESTIONS if q not in self.answers), None)

    def text(self, question: Question) -> str:
        answer = self.answers.get(question)
        return answer.text if answer else ""

    def lock_version(self, question: Question) -> int:
        answer = self.answers.get(question)
        return answer.lock_version if answer else 0


def my_cv(learner_id: uuid.UUID) -> MyCv:
    cv = Cv.objects.filter(learner_id=learner_id).first()
    if cv is None:
        return MyCv(None, {}, None)
    answers = {answer.question: answer for answer in CvAnswer.objects.filter(cv=cv)}
    return MyCv(cv, answers, versions(learner_id).first())


def words_of(cv_id: uuid.UUID) -> dict[str, str]:
    """The answers that go into the CV, by question."""
    return dict(CvAnswer.objects.filter(cv_id=cv_id, skipped=False).values_list("question", "text"))


def lines(mine: MyCv) -> list[Line]:
    """All eight questions, for the page on which the person checks their answers."""
    names = prison_names()
    found = []
    for question in QUESTIONS:
        answer = mine.answers.get(question)
        text = answer.text if answer else ""
        asked = bool(answer and not answer.skipped and not answer.keeps_words)
        concerns = rules.concerns(text, names) if asked else ()
        found.append(Line(question, text, bool(answer and answer.skipped), concerns))
    return found


def prison_names() -> frozenset[str]:
    """The names that give a prison away by themselves."""
    rows = Establishment.objects.values_list("name", "town")
    return rules.telling_names({name.split(" (")[0]: town for name, town in rows})


def versions(learner_id: uuid.UUID) -> QuerySet[CvVersion]:
    """A person's versions with their pages, newest first."""
    return CvVersion.objects.filter(learner_id=learner_id).select_related("rendering").order_by("-number")


def version(learner_id: uuid.UUID, version_id: uuid.UUID) -> CvVersion | None:
    return versions(learner_id).filter(id=version_id).first()


def content_of(cv_id: uuid.UUID) -> dict[str, Any] | None:
    """What a CV says: a version's content, the newest version of a CV, or its answers when it has no version yet."""
    found = CvVersion.objects.filter(Q(id=cv_id) | Q(cv_id=cv_id)).order_by("-number").first()
    if found is not None:
        return dict(found.content)
    cv = Cv.objects.select_related("learner").filter(id=cv_id).first()
    answers = words_of(cv_id) if cv else {}
    return rules.content(name=cv.learner.name, language=cv.language, answers=answers) if cv and answers else None


def picture(learner_id: uuid.UUID, version_id: uuid.UUID, number: int) -> bytes | None:
    """One page of a person's own version as a PNG, or None when there is no such page or its file is gone."""
    found = version(learner_id, version_id)
    if found is None or not 1 <= number <= len(found.rendering.pictures):
        return None
    try:
        return files.read(found.rendering.pictures[number - 1])
    except FileNotFoundError:
        return None


def progress(rendering: CvRendering, at: dt.datetime) -> Progress:
    """How far the pages are. Being made is a worker's lease on what is owed: nobody else could say so while it lasts.

    Pages that wait while nothing is owed were given up by the outbox, which is a failure too.
    """
    if rendering.state != RenderingState.WAITING:
        return Progress.READY if rendering.is_ready else Progress.FAILED
    rows = OutboxMessage.objects.filter(key=rules.owed_key(rendering.id), sent_at__isnull=True, dead_at__isnull=True)
    owed = list(rows.values_list("locked_until", flat=True))
    if not owed:
        return Progress.FAILED
    return Progress.MAKING if any(until and until > at for until in owed) else Progress.WAITING


def last_print(version_id: uuid.UUID) -> PrintRequest | None:
    """The newest time that the person asked staff to print this version."""
    return PrintRequest.objects.filter(version_id=version_id).order_by("-created_at", "-id").first()


# --- sharing ---------------------------------------------------------------------------------------------------------


def advisers_at(establishment_id: str | None, on: dt.date) -> QuerySet[User]:
    """Staff of a prison who may read a CV that is shared with them."""
    posts = Posting.objects.open_on(on).filter(
        establishment_id=establishment_id, role__in=roles_with(Permission.CV_VIEW_SHARED)
    )
    return User.objects.filter(id__in=posts.values("user_id"), is_active=True).order_by("given_name", "family_name")


def readers(cv: Cv | None, at: dt.datetime) -> list[CvGrant]:
    """Who may read the CV by name now, and until when."""
    return list(grants.holders(cv, "view_shared", at).order_by("expires_at")) if cv else []


# --- staff -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WorkOf:
    """What one member of staff sees of a person's CV. `shown` is None when the words are not theirs to read."""

    latest: CvVersion | None
    started: bool
    shown: CvVersion | None
    prints: list[PrintRequest]


def work_of(actor: Actor, learner: Learner, at: dt.datetime) -> WorkOf:
    """The state of a person's CV; its words only for who was asked to print it or to look at it."""
    latest = versions(learner.id).first()
    prints = list(PrintRequest.objects.filter(learner=learner).select_related("version").order_by("-created_at")[:5])
    cv = Cv.objects.filter(learner=learner).first()
    return WorkOf(latest, cv is not None, _shown(actor, cv, latest, prints, at), prints)


def _shown(
    actor: Actor, cv: Cv | None, latest: CvVersion | None, prints: list[PrintRequest], at: dt.datetime
) -> CvVersion | None:
    if cv is None or latest is None:
        return None
    if actor.may(Permission.CV_VIEW_SHARED):
        shared = grants.granted_to(actor.user_id, "view_shared", Cv, at)
        if Cv.objects.filter(id=cv.id, id__in=shared).exists():
            return latest
    asked = next((p.version for p in prints if p.state == rules.PrintState.ASKED), None)
    return asked if actor.may(Permission.CV_PRINT) or actor.may(Permission.CV_VIEW_SHARED) else None


def to_print(actor: Actor) -> QuerySet[PrintRequest]:
    """What people at the actor's prison asked staff to print, oldest first."""
    rows = PrintRequest.objects.visible_to(actor).waiting()
    if actor.establishment_id:
        rows = rows.filter(learner__current_establishment_id=actor.establishment_id)
    return rows.select_related("learner", "version").order_by("created_at", "id")


@once_a_page
def to_print_count(actor: Actor) -> int:
    return to_print(actor).select_related(None).count()


def not_made(actor: Actor) -> QuerySet[CvRendering]:
    """Pages that could not be made, of people at the actor's prison."""
    people = Learner.objects.visible_to(actor, Permission.CV_PRINT)
    if actor.establishment_id:
        people = people.placed_at(actor.establishment_id)
    rows = CvRendering.objects.filter(state=RenderingState.FAILED, learner__in=people)
    return rows.select_related("learner").order_by("updated_at", "id")

"""Questions about what people say is wrong."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from campus.accounts.actors import Actor
from campus.core.remembering import once_a_page
from learners.models import Learner
from transfers.rights.models import IdentityCorrection, RectificationRequest
from transfers.rights.models.requests import RequestQuerySet
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import About, RequestState

PAGE_SIZE = 50
SHOWN_TO_PERSON = 10

ABOUT_STAFF = {
    About.IDENTITY: "Name or birth date", About.PLAN: "Plan", About.RESULT: "Results", About.NEEDS: "What helps",
    About.COURSES: "Courses", About.WORK: "CV and work", About.OTHER: "Something else",
}  # fmt: skip
# Where staff put such a thing right, by its own verb.
WHERE = {
    About.PLAN: "plans:plan", About.RESULT: "assessments:education", About.NEEDS: "needs:support",
    About.COURSES: "assessments:education", About.WORK: "cvs:person-work",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One request as the queue shows it."""

    request: RectificationRequest
    about: str
    kind: str
    words: str


def queue(actor: Actor, today: dt.date, *, after: str = "") -> tuple[list[Line], str]:
    """What waits for an answer, by its day, the first page or the one after a row; and where the next page begins."""
    rows = _with_steward(RectificationRequest.objects.visible_to(actor).waiting())
    last = _row(rows, after)
    if last is not None:
        rows = rows.filter(answer_by_on__gte=last.answer_by_on).exclude(answer_by_on=last.answer_by_on, id__lte=last.id)
    found = list(
        rows.select_related("learner", "learner__current_establishment").order_by("answer_by_on", "id")[: PAGE_SIZE + 1]
    )
    more = str(found[PAGE_SIZE - 1].id) if len(found) > PAGE_SIZE else ""
    return [_line(request, today) for request in found[:PAGE_SIZE]], more


@once_a_page
def waiting_count(actor: Actor) -> int:
    return RectificationRequest.objects.visible_to(actor).waiting().count()


def late_count(actor: Actor, today: dt.date) -> int:
    return RectificationRequest.objects.visible_to(actor).waiting().filter(answer_by_on__lt=today).count()


def request_for(actor: Actor, request_id: uuid.UUID) -> RectificationRequest | None:
    rows = _with_steward(RectificationRequest.objects.visible_to(actor)).filter(id=request_id)
    return rows.select_related(
        "learner", "learner__current_establishment", "answered_by", "created_at_establishment"
    ).first()  # fmt: skip


def of_person(learner_id: uuid.UUID) -> list[RectificationRequest]:
    """What the person said, newest first."""
    rows = RectificationRequest.objects.filter(learner_id=learner_id).order_by("-created_at", "-id")
    return list(rows[:SHOWN_TO_PERSON])


def waiting_of(learner_id: uuid.UUID) -> int:
    return RectificationRequest.objects.filter(learner_id=learner_id, state=RequestState.WAITING).count()


def fresh_answer(learner_id: uuid.UUID, at: dt.datetime) -> RectificationRequest | None:
    """The newest answer that the person may not have read yet."""
    rows = RectificationRequest.objects.filter(learner_id=learner_id, answered_at__gt=at - rules.NOTICE_FOR)
    return rows.order_by("-answered_at").first()


def corrections_asked(actor: Actor) -> list[IdentityCorrection]:
    """Names and birth dates that wait for a steward, the longest first."""
    people = Learner.objects.visible_to(actor, "merge.decide")
    rows = IdentityCorrection.objects.filter(learner__in=people, state=rules.CorrectionState.ASKED)
    return list(rows.select_related("learner", "created_by").order_by("created_at", "id")[:PAGE_SIZE])


def corrections_count(actor: Actor) -> int:
    people = Learner.objects.visible_to(actor, "merge.decide")
    return IdentityCorrection.objects.filter(learner__in=people, state=rules.CorrectionState.ASKED).count()


def correction_for(actor: Actor, correction_id: uuid.UUID) -> IdentityCorrection | None:
    rows = IdentityCorrection.objects.filter(learner__in=Learner.objects.visible_to(actor, "merge.decide"))
    return rows.select_related("learner", "created_by", "decided_by", "request").filter(id=correction_id).first()


def asked_correction(learner_id: uuid.UUID) -> IdentityCorrection | None:
    return IdentityCorrection.objects.filter(learner_id=learner_id, state=rules.CorrectionState.ASKED).first()


def last_refusal(request: RectificationRequest) -> IdentityCorrection | None:
    """What a steward said no to, for whoever has to answer the person now."""
    rows = IdentityCorrection.objects.filter(request=request, state=rules.CorrectionState.REFUSED)
    return rows.order_by("-decided_at").first()


def _with_steward(rows: RequestQuerySet) -> RequestQuerySet:
    asked = IdentityCorrection.objects.filter(request=OuterRef("pk"), state=rules.CorrectionState.ASKED)
    return rows.annotate(with_steward=Exists(asked))


def _row(rows: RequestQuerySet, key: str) -> RectificationRequest | None:
    try:
        return rows.filter(id=uuid.UUID(key)).first()
    except ValueError:
        return None


def _line(request: RectificationRequest, today: dt.date) -> Line:
    about = ABOUT_STAFF[About(request.about)]
    if getattr(request, "with_steward", False):
        return Line(request, about, "hold", "With a steward")
    left = request.answer_by_on - today
    if left < dt.timedelta(0):
        days = -left.days
        return Line(request, about, "late", f"{days} day{'' if days == 1 else 's'} late")
    if left <= rules.SOON:
        return Line(request, about, "soon", "Due soon" if left.days else "Due today")
    return Line(request, about, "", "")

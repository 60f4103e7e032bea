"""A name or a birth date is put right by two people: one asks with what shows it, a steward decides (2.5, "*")."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours
from campus.core.models import written
from learners import timeline
from learners.access import writable
from learners.models import Learner
from transfers.rights.actions import requests
from transfers.rights.models import IdentityCorrection, RectificationRequest
from transfers.rights.rules import requests as rules
from transfers.rights.rules.requests import IDENTITY_FIELDS, CorrectionState, RequestState


@transaction.atomic
def ask(
    *, by: Actor, learner_id: uuid.UUID, given_name: str, family_name: str, date_of_birth: dt.date | None,
    evidence: str, request_id: uuid.UUID | None, at: dt.datetime,
) -> IdentityCorrection:  # fmt: skip
    """Ask a steward to put a name or a birth date right. `request_id` is what the person said, where that led to it."""
    permission = Permission.MERGE_ASK if by.may(Permission.MERGE_ASK) else Permission.RECTIFICATION_DECIDE
    learner = writable(by=by, learner_id=learner_id, permission=permission)
    request = _request(learner, request_id)
    before = _of(learner)
    after: dict[str, object] = {
        "given_name": given_name.strip(), "family_name": family_name.strip(), "date_of_birth": date_of_birth,
    }  # fmt: skip
    asked = IdentityCorrection.objects.filter(learner=learner, state=CorrectionState.ASKED).exists()
    rules.check_identity(
        before=before, after=after, evidence=evidence, asked_already=asked, today=clock.london_date(at)
    )
    correction = IdentityCorrection.objects.create(
        learner=learner, request=request, before=_said(before), after=_said(after), evidence=evidence.strip(),
        **written(by, at),
    )  # fmt: skip
    record(by=by, verb="identity.correction_asked", subject=correction)
    return correction


@transaction.atomic
def decide(*, by: Actor, correction_id: uuid.UUID, agree: bool, words: str, at: dt.datetime) -> IdentityCorrection:
    """A steward who did not ask decides. The person is told, where they had said that it is wrong."""
    learner_id = IdentityCorrection.objects.filter(id=correction_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        raise NotYours("identity correction")
    learner = writable(by=by, learner_id=learner_id, permission=Permission.MERGE_DECIDE)
    correction = IdentityCorrection.objects.select_related("request").get(id=correction_id)
    rules.check_may_decide_identity(
        state=correction.state, is_asker=correction.created_by_id == by.user_id, agree=agree, words=words,
        unchanged=_said(_of(learner)) == correction.before,
    )  # fmt: skip
    correction.state = CorrectionState.DONE if agree else CorrectionState.REFUSED
    correction.decided_at, correction.decided_by, correction.words = at, by.user, words.strip()
    correction.touch(by, at)
    correction.save()
    record(by=by, verb=f"identity.correction_{correction.state.lower()}", subject=correction)
    if agree:
        _put_right(learner, correction, by, at)
    return correction


def _put_right(learner: Learner, correction: IdentityCorrection, by: Actor, at: dt.datetime) -> None:
    born = correction.after["date_of_birth"]
    learner.given_name, learner.family_name = correction.after["given_name"], correction.after["family_name"]
    learner.date_of_birth = dt.date.fromisoformat(born) if born else None
    learner.touch(by, at)
    learner.save()
    timeline.note("IDENTITY_PUT_RIGHT", learner=learner, by=by, at=at, subject=correction)
    record(by=by, verb="identity.corrected", subject=learner, correction=str(correction.id))
    request = correction.request
    if request is not None and request.state == RequestState.WAITING:
        request.learner = learner
        requests.answered(request, state=RequestState.PUT_RIGHT, answer=correction.words, by=by, at=at)


def _of(learner: Learner) -> dict[str, object]:
    return {name: getattr(learner, name) for name in IDENTITY_FIELDS}


def _said(values: dict[str, object]) -> dict[str, str | None]:
    """As JSON keeps it."""
    born = values["date_of_birth"]
    written_out = born.isoformat() if isinstance(born, dt.date) else None
    return {"given_name": str(values["given_name"]), "family_name": str(values["family_name"]),
            "date_of_birth": written_out}  # fmt: skip


def _request(learner: Learner, request_id: uuid.UUID | None) -> RectificationRequest | None:
    if request_id is None:
        return None
    rows = RectificationRequest.objects.filter(id=request_id, learner=learner, state=RequestState.WAITING)
    found = rows.first()
    if found is None:
        raise NotYours("rectification")
    return found

"""What takes two stewards: one asks with a reason, another decides."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.models import Identifier, Learner
from learners.rules import IdentifierType
from transfers.merges import rules
from transfers.merges.actions import merging, moving, parting
from transfers.merges.models import IdentityRequest, MergeCase
from transfers.merges.rules import AskKind, AskState, Verdict
from transfers.merges.selectors.naming import kind_named, said_of

NOBODY = "Nobody is known by this number"


@transaction.atomic
def ask_to_part(*, by: Actor, case_id: uuid.UUID, reason: str, at: dt.datetime) -> IdentityRequest:
    """Ask for a merge to be taken back. Another steward decides."""
    by.check(Permission.MERGE_ASK)
    case = MergeCase.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise NotYours("merge")
    waits = IdentityRequest.objects.filter(case=case, state=AskState.ASKED).exists()
    rules.check_may_ask(is_merged=case.is_merged, asked_already=waits)
    return _asked(
        IdentityRequest(kind=AskKind.UNMERGE, case=case, learner=case.survivor, other=case.removed), reason, by, at
    )  # fmt: skip


@transaction.atomic
def ask_to_join(
    *, by: Actor, survivor_number: str, removed_number: str, reason: str, at: dt.datetime
) -> IdentityRequest:
    """Ask for two records to be joined of which no message said so."""
    by.check(Permission.MERGE_ASK)
    survivor, removed = _whose(survivor_number, "survivor_number"), _whose(removed_number, "removed_number")
    if survivor.id == removed.id:
        raise Refused("Both numbers belong to the same person already.", field="removed_number")
    if IdentityRequest.objects.filter(
        kind=AskKind.JOIN, state=AskState.ASKED, learner__in=[survivor, removed], other__in=[survivor, removed]
    ).exists():
        raise Refused("Somebody has asked for this already. It waits for another steward.")
    request = IdentityRequest(kind=AskKind.JOIN, learner=removed, other=survivor)
    request.words = f"{_tidy(removed_number)} into {_tidy(survivor_number)}"
    return _asked(request, reason, by, at)


@transaction.atomic
def ask_to_move(
    *, by: Actor, kind: str, row_id: uuid.UUID, number: str, reason: str, at: dt.datetime
) -> IdentityRequest:
    """Ask for a row that was filed to the wrong person to be given to the one with this number."""
    by.check(Permission.MERGE_ASK)
    row, known = moving.found(kind=kind, row_id=row_id), kind_named(kind)
    to = _whose(number, "number")
    rules.check_two_people(row.learner_id, to.id)
    request = IdentityRequest(kind=AskKind.MOVE, learner=row.learner, other=to, what=kind, row_id=row_id)
    request.words = f"{known.title if known else kind}, {said_of(row)}"[:300]
    return _asked(request, reason, by, at)


def _asked(request: IdentityRequest, reason: str, by: Actor, at: dt.datetime) -> IdentityRequest:
    request.reason = rules.check_reason(reason)
    for name, value in written(by, at).items():
        setattr(request, name, value)
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        raise Refused("Somebody has asked for this already. It waits for another steward.") from None
    record(by=by, verb=f"{request.kind.lower()}.asked", subject=request)
    return request


@transaction.atomic
def decide(*, by: Actor, request_id: uuid.UUID, agree: bool, words: str, at: dt.datetime) -> IdentityRequest:
    """Do what another steward asked for, or say why not."""
    by.check(Permission.MERGE_DECIDE)
    request = IdentityRequest.objects.select_for_update().filter(id=request_id).first()
    if request is None:
        raise NotYours("request")
    rules.check_may_decide(state=request.state, asked_by=request.created_by_id, decides=by.user_id)
    if not agree:
        rules.check_reason(words, "words")
    else:
        _do(request, by, at)
    request.state = AskState.DONE if agree else AskState.DECLINED
    request.decided_at, request.decided_by_id, request.decision = at, by.user_id, words.strip()
    request.touch(by, at)
    request.save()
    record(by=by, verb=f"{request.kind.lower()}.decided", subject=request, agreed=agree)
    return request


def _do(request: IdentityRequest, by: Actor, at: dt.datetime) -> None:
    if request.kind == AskKind.UNMERGE and request.case_id:
        parting.part(MergeCase.objects.select_for_update().get(id=request.case_id), by=by, at=at)
    elif request.kind == AskKind.JOIN:
        _join(request, by, at)
    else:
        assert request.row_id is not None
        _lock_both(request)
        row = moving.found(kind=request.what, row_id=request.row_id)
        if row.learner_id not in (request.learner_id, request.learner.canonical_id):
            raise Refused("This was moved already.")
        to = Learner.objects.get(id=request.other.canonical_id or request.other_id)
        request.counts = moving.move(row=row, to=to, by=by, at=at)


def _join(request: IdentityRequest, by: Actor, at: dt.datetime) -> None:
    numbers = request.words.split(" into ")
    found, case = merging.merge(
        survivor_number=numbers[1], removed_number=numbers[0], cause=None, by=by, at=at, even_if_parted=True
    )
    if found != Verdict.MERGE or case is None or not case.is_merged:
        raise Refused("These records cannot be joined. See Merges for what stands in the way.")
    request.case = case


def _lock_both(request: IdentityRequest) -> None:
    ids = {request.learner_id, request.other_id, request.learner.canonical_id, request.other.canonical_id} - {None}
    list(Learner.objects.select_for_update().filter(id__in=ids).order_by("id"))


def _tidy(number: str) -> str:
    return number.strip().upper()


def _whose(number: str, field: str) -> Learner:
    held = Identifier.objects.filter(type=IdentifierType.PRISON_NUMBER, value=_tidy(number)).select_related("learner")
    known = held.first()
    if known is None:
        raise Refused(NOBODY, field=field)
    return known.learner

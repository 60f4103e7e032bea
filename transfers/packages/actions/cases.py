"""Sending a record: somebody asks, somebody else decides, a worker makes it, the receiver answers."""

import datetime as dt
import logging
import uuid

from django.db import transaction

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import files, outbox, pdf, signing_keys
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners.access import writable
from transfers.packages import building
from transfers.packages.gathering import NotWhole
from transfers.packages.models import PackageCase
from transfers.packages.rules import cases as rules
from transfers.packages.rules.cases import Basis, Purpose, SentState
from transfers.packages.rules.refusals import Code

log = logging.getLogger(__name__)

TOPIC = "package.make"
FOLDER = "packages/sent"


@transaction.atomic
def ask(
    *, by: Actor, learner_id: uuid.UUID, purpose: str, legal_basis: str, recipient: str, recipient_key: str,
    reason: str, at: dt.datetime,
) -> PackageCase:  # fmt: skip
    """Ask that a record be sent to somebody. Somebody else decides."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.PACKAGE_ASK)
    rules.check_asked(recipient=recipient, reason=reason)
    if recipient_key.strip():
        _key(recipient_key)
    case = PackageCase.objects.create(
        learner=learner, purpose=Purpose(purpose), legal_basis=Basis(legal_basis), recipient=recipient.strip(),
        recipient_key=recipient_key.strip(), reason=reason.strip(), **written(by, at),
    )  # fmt: skip
    record(by=by, verb="package.asked_for", subject=case, purpose=purpose, basis=legal_basis)
    return case


@transaction.atomic
def decide(*, by: Actor, case_id: uuid.UUID, approved: bool, words: str, at: dt.datetime) -> PackageCase:
    """Say whether the record may leave. Never by who asked."""
    case = _reachable(by, case_id, Permission.PACKAGE_DECIDE)
    rules.check_decided_by_another(asked_by=case.created_by_id, decided_by=by.user_id)
    rules.check_decision(approved=approved, words=words)
    case.decided_at, case.decided_by, case.decision_words = at, by.user, words.strip()
    _move(case, SentState.MAKING if approved else SentState.DECLINED, by, at)
    record(by=by, verb="package.approved" if approved else "package.declined", subject=case)
    if approved:
        _owe(case)
    return case


@transaction.atomic
def ask_for_own_copy(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> PackageCase:
    """The person asks for what is kept about them. One that is being made is the one that they get."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    waiting = PackageCase.objects.filter(learner=learner, purpose=Purpose.OWN_COPY, state=SentState.MAKING).first()
    if waiting is not None:
        return waiting
    case = PackageCase.objects.create(
        learner=learner, purpose=Purpose.OWN_COPY, legal_basis=Basis.CONSENT, recipient=learner.name,
        state=SentState.MAKING, **written(by, at),
    )  # fmt: skip
    record(by=by, verb="own_copy.asked_for", subject=case)
    _owe(case)
    return case


@transaction.atomic
def try_again(*, by: Actor, case_id: uuid.UUID, at: dt.datetime) -> PackageCase:
    """Owe the file again after a failure. One that is made, or on its way, is left alone."""
    case = _reachable(by, case_id, Permission.OWN_EDIT if by.learner_id else Permission.PACKAGE_ASK)
    if case.state == SentState.NOT_MADE:
        _move(case, SentState.MAKING, by, at)
    elif case.state != SentState.MAKING or outbox.owed().filter(key=rules.owed_key(case.id)).exists():
        return case
    record(by=by, verb="package.asked_for_again", subject=case)
    _owe(case)
    return case


def make(*, case_id: uuid.UUID, attempt: int, at: dt.datetime) -> building.Built | None:
    """The package that is owed, from one snapshot. Asked before the transaction that keeps it; None when not owed, or
    when it cannot be made. A fault that may pass is raised, so that the outbox tries again."""
    case = PackageCase.objects.filter(id=case_id, state=SentState.MAKING).first()
    if case is None:
        return None
    order = building.Order(
        learner_id=case.learner_id, purpose=case.purpose, legal_basis=case.legal_basis, at=at,
        recipient=case.recipient, recipient_key=_key(case.recipient_key) if case.recipient_key else None,
        issuer=_issuer(case),
    )  # fmt: skip
    try:
        return building.build(order)
    except (NotWhole, pdf.PdfUnavailable):
        log.exception("Package %s cannot be made", case_id)
        return None
    except Exception:
        if attempt < rules.TRIES:
            raise
        log.exception("Package %s was given up", case_id)
        return None


@transaction.atomic
def keep(*, case_id: uuid.UUID, built: building.Built | None, at: dt.datetime) -> None:
    """Offer the package that was made, or say that it was not. Done twice, it is done once."""
    by = actors.system()
    case = PackageCase.objects.select_for_update().filter(id=case_id).first()
    if case is None or case.state != SentState.MAKING:
        return
    if built is None:
        _move(case, SentState.NOT_MADE, by, at)
        record(by=by, verb="package.not_made", subject=case)
        return
    stored = files.put(built.content, f"{FOLDER}/{built.package_id}.zip")
    if case.purpose == Purpose.OWN_COPY:
        case.paper_name = files.put(built.paper, f"{FOLDER}/{built.package_id}.pdf").name
    case.package_id, case.root, case.total, case.offered_at = built.package_id, built.root, built.total, at
    case.file_name, case.size, case.sha256 = stored.name, stored.size, stored.sha256
    _move(case, SentState.OFFERED, by, at)
    record(by=by, verb="package.offered", subject=case, package=str(built.package_id))


@transaction.atomic
def fetch(*, by: Actor, case_id: uuid.UUID, at: dt.datetime) -> PackageCase:
    """Hand the file over. Each time is written down; the first is when it was fetched."""
    permission = Permission.CV_PRINT if _is_own(case_id) else Permission.PACKAGE_ASK
    case = _reachable(by, case_id, permission)
    if case.state not in rules.HAS_FILE:
        raise NotYours("a package without a file")
    if case.state == SentState.OFFERED:
        case.fetched_at = at
        _move(case, SentState.FETCHED, by, at)
    record(by=by, verb="package.fetched", subject=case)
    return case


@transaction.atomic
def answer(
    *, by: Actor, case_id: uuid.UUID, said: str, root: str, code: str, at: dt.datetime
) -> PackageCase:  # fmt: skip
    """Write down what the receiver answered: checked, rejected with a code, or taken in with its own root."""
    case = _reachable(by, case_id, Permission.PACKAGE_ASK)
    after = SentState(said)
    if after == SentState.REJECTED and code not in set(Code):
        raise Refused("Choose the code that they gave", field="code")
    if after == SentState.INTEGRATED:
        rules.check_root(ours=case.root, theirs=root)
        case.their_root = root.strip().lower()
    case.rejected_because = code if after == SentState.REJECTED else ""
    case.answered_at = at
    _move(case, after, by, at)
    record(by=by, verb=f"package.{after.lower()}", subject=case, code=case.rejected_because)
    return case


@transaction.atomic
def close(*, by: Actor, case_id: uuid.UUID, at: dt.datetime) -> PackageCase:
    """Nothing more is expected of it."""
    case = _reachable(by, case_id, Permission.PACKAGE_ASK)
    _move(case, SentState.CLOSED, by, at)
    record(by=by, verb="package.closed", subject=case)
    return case


def _is_own(case_id: uuid.UUID) -> bool:
    return PackageCase.objects.filter(id=case_id, purpose=Purpose.OWN_COPY).exists()


def _reachable(by: Actor, case_id: uuid.UUID, permission: Permission) -> PackageCase:
    """The case, locked after the person, if this actor may do this to them."""
    owner = PackageCase.objects.filter(id=case_id).values_list("learner_id", flat=True).first()
    if owner is None:
        raise NotYours("package")
    writable(by=by, learner_id=owner, permission=permission)
    case = PackageCase.objects.select_for_update().get(id=case_id)
    if by.learner_id and case.purpose != Purpose.OWN_COPY:
        raise NotYours("package")
    return case


def _move(case: PackageCase, after: SentState, by: Actor, at: dt.datetime) -> None:
    rules.check_sent_move(case.state, after)
    case.state = after
    case.touch(by, at)
    case.save()


def _owe(case: PackageCase) -> None:
    outbox.queue(topic=TOPIC, key=rules.owed_key(case.id), body={"case": str(case.id)})


def _key(given: str) -> object:
    try:
        return signing_keys.read_key(given, signing_keys.LOCKS)
    except ValueError as wrong:
        raise Refused(str(wrong), field="recipient_key") from None


def _issuer(case: PackageCase) -> str:
    prison = case.created_at_establishment
    return prison.name if prison else ""

"""The verbs of kiosk sign-in: enrol a tablet, issue a code, sign in, choose a PIN, end a session."""

import datetime as dt
import uuid

from django.db import connection, transaction

from campus.accounts.actors import Actor
from campus.accounts.models import User
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours, Refused
from campus.core.models import written
from learners import secrets, selectors
from learners.access import writable
from learners.models import Device, KioskSecret, KioskSession, Learner, SignInAttempt, SignInRelease
from learners.rules import CODE_LIFE, OUT_OF_CUSTODY, DeviceKind, check_pin

# One sentence for every cause: the answer never says which half was wrong.
NO_MATCH = "That number and PIN do not match. Try again, or ask staff."


@transaction.atomic
def enrol_device(
    *, by: Actor, establishment_id: str, label: str, kind: DeviceKind, at: dt.datetime
) -> tuple[Device, str]:
    """Enrol a tablet at a prison. Returns it with its key, which is kept nowhere but in the tablet's cookie."""
    by.check(Permission.KIOSK_DEVICE_ENROL)
    if establishment_id not in by.establishments_with(Permission.KIOSK_DEVICE_ENROL):
        raise NotYours("device at another prison")
    return _enrol(by, establishment_id, label, kind, at)


def _enrol(by: Actor, establishment_id: str, label: str, kind: DeviceKind, at: dt.datetime) -> tuple[Device, str]:
    if not label.strip():
        raise Refused("Write a name for the tablet, such as B2-014", field="label")
    key = secrets.new_device_key()
    device = Device.objects.create(
        establishment_id=establishment_id,
        label=label.strip(),
        kind=kind,
        key_digest=secrets.digest(key),
        **written(by, at),
    )
    record(by=by, verb="device.enrolled", subject=device, establishment=establishment_id, kind=str(kind))
    return device, key


@transaction.atomic
def end_device(*, by: Actor, device_id: uuid.UUID, at: dt.datetime) -> Device:
    """Take a tablet out of use. Sessions on it end with their next click."""
    device = Device.objects.select_for_update().filter(id=device_id).first()
    if device is None or device.establishment_id not in by.establishments_with(Permission.KIOSK_DEVICE_ENROL):
        raise NotYours("device")
    if device.ended_at is None:
        device.ended_at = at
        device.touch(by, at)
        device.save()
        record(by=by, verb="device.ended", subject=device)
    return device


def known_device(key: str) -> Device | None:
    """The enrolled tablet that holds this key."""
    found = Device.objects.select_related("establishment").filter(key_digest=secrets.digest(key), ended_at__isnull=True)
    return found.first() if key else None


@transaction.atomic
def issue_code(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> str:
    """Issue a one-time code for staff to print. The first sign-in with it sets an own PIN; the old PIN ends now."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.KIOSK_PIN_ISSUE)
    code = secrets.new_code()
    give_user(learner, at)
    secret, _ = KioskSecret.objects.get_or_create(learner=learner, defaults=written(by, at))
    secret.pin_hash, secret.must_change = "", True
    secret.code_hash, secret.code_expires_at = secrets.hashed(code), at + CODE_LIFE
    secret.touch(by, at)
    secret.save()
    record(by=by, verb="kiosk_code.issued", subject=learner)
    return code


def give_user(learner: Learner, at: dt.datetime) -> User:
    """The user that a learner acts as at a kiosk; made with the first code."""
    if learner.user_id is None:
        learner.user = User.objects.create(
            username=f"learner-{learner.id}",
            kind=User.Kind.LEARNER,
            given_name=learner.called,
            password="!",  # noqa: S106 (no password opens it)
        )
        learner.save(update_fields=["user"])
    return learner.user  # type: ignore[return-value]


@transaction.atomic
def end_wait(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> None:
    """Staff end the wait after too many tries."""
    learner = writable(by=by, learner_id=learner_id, permission=Permission.KIOSK_PIN_ISSUE)
    SignInRelease.objects.create(learner=learner, **written(by, at))
    record(by=by, verb="kiosk_wait.ended", subject=learner)


def sign_in(*, number: str, secret: str, device: Device, at: dt.datetime) -> tuple[Learner, bool]:
    """Check a prison number and a PIN (or a one-time code) on an enrolled tablet.

    Returns the person and whether a PIN must be chosen now. Raises Refused with the same words for every cause. The try
    is counted even when the sign-in is refused, so this has a transaction of its own.
    """
    tidy = number.strip().upper()
    number_digest = secrets.digest(tidy)
    with transaction.atomic():
        _one_at_a_time(number_digest)
        learner = selectors.by_prison_number(tidy)
        _check_wait(number_digest, learner, at)
        stored = KioskSecret.objects.filter(learner=learner).first() if learner else None
        matched, must_change = _compare(stored, secret, at)
        good = bool(matched and learner and _belongs_here(learner, device)) and (not must_change or _use_up(stored))
        _count(number_digest, learner, device, at, succeeded=good)
    if not good or learner is None:
        raise Refused(NO_MATCH, field="pin")
    return learner, must_change


def _one_at_a_time(number_digest: str) -> None:
    """Tries at one number follow each other, so that many at once cannot pass the limit together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [number_digest])


def _check_wait(number_digest: str, learner: Learner | None, at: dt.datetime) -> None:
    until = selectors.sign_in_wait(number_digest, learner.id if learner else None, at)
    if until is not None:
        minutes = max(1, round((until - at).total_seconds() / 60))
        raise Refused(f"Wait {minutes} minutes or ask staff." if minutes > 1 else "Wait 1 minute or ask staff.")


def _compare(stored: KioskSecret | None, secret: str, at: dt.datetime) -> tuple[bool, bool]:
    """(matched, must choose a PIN). A code works once, for 15 minutes."""
    if stored and stored.code_hash and stored.code_expires_at and stored.code_expires_at > at:
        return secrets.matches(secret.strip().upper(), stored.code_hash), True
    if stored and stored.pin_hash:
        return secrets.matches(secret.strip(), stored.pin_hash), stored.must_change
    return secrets.matches(secret, ""), False


def _use_up(stored: KioskSecret | None) -> bool:
    """Take the code back. Of two who type it at once, one has it."""
    if stored is None or not stored.code_hash:
        return True
    rows = KioskSecret.objects.filter(id=stored.id, code_hash=stored.code_hash)
    return bool(rows.update(code_hash="", code_expires_at=None))


def _belongs_here(learner: Learner, device: Device) -> bool:
    return learner.current_establishment_id == device.establishment_id


def _count(number_digest: str, learner: Learner | None, device: Device, at: dt.datetime, *, succeeded: bool) -> None:
    SignInAttempt.objects.create(
        number_digest=number_digest, learner=learner, device=device, at=at, succeeded=succeeded
    )


@transaction.atomic
def open_session(*, learner: Learner, device: Device, at: dt.datetime) -> KioskSession:
    """Start a session at a tablet. One a person: an older one elsewhere ends."""
    placement = selectors.open_placement(learner.id)
    if placement is None or placement.status in OUT_OF_CUSTODY:
        raise Refused(NO_MATCH, field="pin")
    learner = Learner.objects.select_for_update(no_key=True).get(id=learner.id)
    KioskSession.objects.filter(learner=learner, ended_at__isnull=True).update(
        ended_at=at, ended_because=KioskSession.Ended.ELSEWHERE
    )
    return KioskSession.objects.create(
        learner=learner, device=device, started_at=at, used_at=at, placement_epoch=learner.placement_epoch
    )


@transaction.atomic
def choose_pin(*, by: Actor, learner_id: uuid.UUID, pin: str, again: str, at: dt.datetime) -> None:
    """The person sets an own PIN."""
    if by.learner_id != learner_id:
        raise NotYours("PIN")
    check_pin(pin)
    if pin != again:
        raise Refused("The two PINs are not the same. Type it again.", field="again")
    secret = KioskSecret.objects.select_for_update().get(learner_id=learner_id)
    secret.pin_hash, secret.must_change, secret.code_hash, secret.code_expires_at = secrets.hashed(pin), False, "", None
    secret.touch(by, at)
    secret.save()
    record(by=by, verb="pin.chosen", subject=secret)


def end_session(session_id: uuid.UUID, because: str, at: dt.datetime) -> None:
    """Close a session. Closing it twice keeps the first reason."""
    KioskSession.objects.filter(id=session_id, ended_at__isnull=True).update(ended_at=at, ended_because=because)


def end_sessions_of(learner_id: uuid.UUID, because: str, at: dt.datetime) -> None:
    """End whatever a person has open, as when they move."""
    KioskSession.objects.filter(learner_id=learner_id, ended_at__isnull=True).update(ended_at=at, ended_because=because)


@transaction.atomic
def enrol_demo_device(*, by: Actor, establishment_id: str, at: dt.datetime) -> tuple[Device, str]:
    """Enrol a browser with one click. The view exists outside production only."""
    return _enrol(by, establishment_id, "Demo tablet", DeviceKind.CELL, at)

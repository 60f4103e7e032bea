"""Inviting somebody to the portal, and taking an invitation up (providers-messaging-outcomes.md 2.8)."""

import datetime as dt
import hashlib
import secrets
import uuid

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.models import Invitation, Posting, User
from campus.accounts.permissions import ROLES, Permission, Reach
from campus.audit.recording import record
from campus.core import clock
from campus.core.errors import NotYours, Refused
from campus.estate.models import Organisation

LIFE = dt.timedelta(days=7)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *, by: Actor, organisation_id: uuid.UUID, email: str, given_name: str, family_name: str, role: str, at: dt.datetime
) -> tuple[Invitation, str]:
    """Invite a colleague. Returns the invitation and the token, which is kept nowhere."""
    by.check(Permission.PORTAL_INVITE)
    if organisation_id not in by.organisations_with(Permission.PORTAL_INVITE):
        raise NotYours("organisation")
    if role not in ROLES or ROLES[role].reach != Reach.ORGANISATION:
        raise Refused("Choose what the person will do", field="role")
    if User.objects.filter(email__iexact=email).exists():
        raise Refused("Somebody with this e-mail address can sign in already", field="email")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(), given_name=given_name, family_name=family_name, role=role,
        organisation_id=organisation_id, invited_by=by.user, invited_at=at, expires_at=at + LIFE,
        token_digest=digest(token),
    )  # fmt: skip
    record(by=by, verb="invitation.sent", subject=invitation, role=role)
    return invitation, token


def open_invitation(token: str, at: dt.datetime) -> Invitation | None:
    """The invitation behind a token, while it can be taken up."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(
        token_digest=digest(token), accepted_at__isnull=True, expires_at__gt=at
    )
    invitation = found.first()
    return invitation if invitation and invitation.organisation.is_open else None


@transaction.atomic
def accept(*, token: str, password: str, at: dt.datetime) -> User:
    """Take up an invitation: a user, a posting and a password. A second factor is asked for at the first page."""
    invitation = Invitation.objects.select_for_update().filter(token_digest=digest(token)).first()
    if invitation is None or invitation.accepted_at or invitation.expires_at <= at or not _may_join(invitation):
        raise Refused("This invitation can no longer be used. Ask for a new one.")
    user = User(
        username=invitation.email, email=invitation.email, given_name=invitation.given_name,
        family_name=invitation.family_name, kind=_kind(invitation.organisation),
    )  # fmt: skip
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field="password") from None
    user.set_password(password)
    user.save()
    Posting.objects.create(
        user=user, role=invitation.role, organisation=invitation.organisation, starts_on=clock.london_date(at)
    )
    invitation.accepted_at, invitation.user = at, user
    invitation.save(update_fields=["accepted_at", "user"])
    record(by=Actor(user=user), verb="invitation.accepted", subject=invitation)
    return user


def _may_join(invitation: Invitation) -> bool:
    """Whether the organisation is still open, and nobody signs in with this address by another invitation."""
    return invitation.organisation.is_open and not User.objects.filter(email__iexact=invitation.email).exists()


def _kind(organisation: Organisation) -> str:
    employer = organisation.kind == Organisation.Kind.EMPLOYER
    return User.Kind.EMPLOYER if employer else User.Kind.PROVIDER_WORKER

"""Password sign-in for staff and for the portal. Each door lets in only its own kinds of user."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from campus.accounts.models import User
from campus.core import audiences
from campus.core.http import CampusRequest

KINDS = {
    audiences.STAFF: {User.Kind.STAFF},
    audiences.PORTAL: {User.Kind.PROVIDER_WORKER, User.Kind.EMPLOYER},
    audiences.KIOSK: {User.Kind.LEARNER},
}


class PasswordBackend(AuthenticationBackend):
    def authenticate(self, request: CampusRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user is None or request is None:
            return None
        return user if may_use(user, audiences.of(request)) else None


def may_use(user: Any, audience: str | None) -> bool:
    """Whether a user of this kind may come in by this door."""
    return audience in KINDS and user.kind in KINDS[audience]

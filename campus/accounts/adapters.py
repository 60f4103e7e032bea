"""What allauth asks of the campus: nobody signs up, nothing is e-mailed, and each door leads to its own home."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from campus.core import audiences
from campus.core.http import CampusRequest


def _home(request: CampusRequest) -> str:
    return audiences.HOME.get(audiences.of(request) or "", "/")


class CampusAccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That sign-in name and password do not match. Try again.",
        "username_password_mismatch": "That sign-in name and password do not match. Try again.",
        "username_email_password_mismatch": "That sign-in name and password do not match. Try again.",
        "too_many_login_attempts": "Too many tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: CampusRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: CampusRequest) -> str:
        return _home(request)

    def get_logout_redirect_url(self, request: CampusRequest) -> str:
        return audiences.SIGN_IN.get(audiences.of(request) or "", "/")

    def get_password_change_redirect_url(self, request: CampusRequest) -> str:
        return _home(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The campus sends one kind of mail, through the outbox (providers.messaging.notices), and never this one."""

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: Any = None) -> None:
        """As above."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Signing in needs no message: the page that follows shows it."""


class CampusSocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: CampusRequest, sociallogin: Any) -> bool:
        return False


class CampusMfaAdapter(DefaultMFAAdapter):
    """Second-factor secrets are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Virtual Campus"


def _box() -> Fernet:
    key = hashlib.sha256(b"second-factor|" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))

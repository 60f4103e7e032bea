"""The allauth pages that a door has. Sign-up, e-mail and password reset by e-mail are not among them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as usersessions
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from campus.accounts.views import second_factor
from campus.core import audiences
from campus.core.access import PUBLIC
from campus.core.http import CampusRequest
from campus.core.views import Page

_NO_SOCIAL = ("socialaccount_signup", "socialaccount_connections")


class NotHere(Page):
    """An allauth address that allauth insists on naming and that this campus does not offer."""

    permission = PUBLIC

    def dispatch(self, request: CampusRequest, *args: object, **kwargs: object) -> HttpResponse:
        raise Http404


def allauth_urls(audience: str) -> list[URLPattern]:
    """The account pages of one door."""
    urls = [*_SHARED, *_not_here()]
    if audience == audiences.STAFF and settings.SOCIALACCOUNT_PROVIDERS:
        urls += [
            path("oidc/<str:provider_id>/login/", oidc.login, name="openid_connect_login"),
            path("oidc/<str:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
            path("oidc/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
            path("oidc/failed/", social.login_error, name="socialaccount_login_error"),
            *(path(f"not-here/{name}/", NotHere.as_view(), name=name) for name in _NO_SOCIAL),
        ]
    return urls


def _not_here() -> list[URLPattern]:
    names = ["account_signup", "account_email", "account_reset_password", "account_email_verification_sent",
             "account_set_password", "account_confirm_login_code"]  # fmt: skip
    return [path(f"not-here/{name}/", NotHere.as_view(), name=name) for name in names]


_SHARED = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", second_factor.ActivateTotp.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", second_factor.AddWebAuthn.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/webauthn/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
]

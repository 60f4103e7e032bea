"""Every address leads to a page that says who may open it."""

from django.urls import URLPattern, URLResolver, get_resolver

from campus.core.access import PUBLIC
from campus.core.audiences import URLCONFS
from campus.core.views import FormPage, Page

# allauth's own pages, by the modules that hold them; sign-up, e-mail and reset are not among our addresses.
ALLAUTH = (
    "allauth.account.views", "allauth.mfa.base.views", "allauth.mfa.recovery_codes.views", "allauth.mfa.totp.views",
    "allauth.mfa.webauthn.views", "allauth.usersessions.views", "allauth.socialaccount.providers.openid_connect.views",
    "campus.accounts.views.second_factor",
)  # fmt: skip
# Open to everybody, each for a reason that is plain from its name. A new one is a decision, so it is written here.
PUBLIC_PAGES = {
    "Front", "Alive", "Ready", "StaticPage", "Design", "NotHere", "Personas", "Become", "EnrolHere", "Accept",
    "TypeNumber", "TypePin", "SignOut", "SignedOut", "Locked", "Language", "Events",
}  # fmt: skip


def patterns(resolver: URLResolver) -> list[URLPattern]:
    found = []
    for entry in resolver.url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


EVERY = [p for conf in ["campus.urls.everything", *URLCONFS.values()] for p in patterns(get_resolver(conf))]


def view_class(pattern: URLPattern) -> type:
    return pattern.callback.view_class


class TestEveryView:
    def test_has_a_name(self):
        assert [str(p.pattern) for p in EVERY if not p.name] == []

    def test_is_a_page_of_ours_or_one_of_allauths(self):
        classes = {view_class(pattern) for pattern in EVERY}
        assert {cls for cls in classes if not issubclass(cls, Page) and cls.__module__ not in ALLAUTH} == set()

    def test_that_is_open_to_everybody_is_listed(self):
        named = {view_class(p).__name__ for p in EVERY if getattr(view_class(p), "permission", None) is PUBLIC}
        assert named == PUBLIC_PAGES

    def test_that_is_a_form_names_its_form_and_has_a_verb(self):
        without = [
            cls.__qualname__ for p in EVERY if issubclass(cls := view_class(p), FormPage)
            and (not hasattr(cls, "form_class") or (cls.perform is FormPage.perform and cls.post is FormPage.post))
            and "post" in cls.http_method_names
        ]  # fmt: skip
        assert without == []

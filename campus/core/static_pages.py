"""Pages that say how the service works: help, accessibility, privacy, cookies, the data. The same for everybody."""

from typing import Any, ClassVar

from django.conf import settings
from django.urls import path
from django.urls.resolvers import URLPattern

from campus.core import design
from campus.core.access import PUBLIC
from campus.core.views import Page

SUBJECTS = ("help", "accessibility", "privacy", "cookies", "about-the-data")


class StaticPage(Page):
    """One of the pages in templates/legal/<audience>/."""

    permission = PUBLIC
    audience: ClassVar[str] = "staff"
    subject: ClassVar[str] = "help"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.template_name = f"legal/{self.audience}/{self.subject.replace('-', '_')}.html"

    def context(self) -> dict[str, Any]:
        return {"secure": settings.SESSION_COOKIE_SECURE}


def _paths(audience: str, *more: str) -> list[URLPattern]:
    return [
        path(f"{subject}/", StaticPage.as_view(audience=audience, subject=subject), name=subject)
        for subject in (*SUBJECTS, *more)
    ]


staff_urls = (_paths("staff") + design.staff_urls, "about")
kiosk_urls = (_paths("kiosk"), "about")
portal_urls = (_paths("portal", "what-you-see"), "about")

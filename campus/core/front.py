"""The front page: which door is yours."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from campus.core import audiences
from campus.core.access import PUBLIC
from campus.core.views import Page


class Front(Page):
    permission = PUBLIC
    template_name = "core/front.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A process that serves one door has no choice to offer."""
        served = audiences.served()
        if len(served) == 1:
            return HttpResponseRedirect(audiences.HOME[next(iter(served))])
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        return {
            "doors": [audiences.HOME[a] for a in audiences.URLCONFS if a in audiences.served()],
            "personas": settings.CAMPUS_PERSONAS,
        }

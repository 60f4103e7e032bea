"""The front page: which door is yours."""

from typing import Any

from django.conf import settings

from campus.core import audiences
from campus.core.access import PUBLIC
from campus.core.views import Page


class Front(Page):
    permission = PUBLIC
    template_name = "core/front.html"

    def context(self) -> dict[str, Any]:
        return {"doors": [audiences.HOME[a] for a in audiences.URLCONFS if a in audiences.served()],
                "personas": settings.CAMPUS_PERSONAS}

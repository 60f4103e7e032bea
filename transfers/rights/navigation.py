from typing import Any

from campus.core import cards as places
from campus.core.audiences import STAFF
from campus.core.navigation import register
from learners import person_tabs, timeline
from learners.timeline import Group, LineKind
from transfers.rights import cards
from transfers.rights.selectors import requests


def _requests(actor: Any) -> int:
    return requests.waiting_count(actor)


def _names(actor: Any) -> int:
    return requests.corrections_count(actor)


register(
    audience=STAFF, order=80, label="Rights", url_name="rights:requests", permission="rectification.decide",
    count=_requests,
)  # fmt: skip
register(audience=STAFF, order=81, label="Names", url_name="rights:identities", permission="merge.decide", count=_names)
person_tabs.register(order=95, label="Rights", url_name="rights:person", permission="legal_hold.keep")
places.register(places.KIOSK_NOTE, order=20, build=cards.on_kiosk_home, permission="own.view")
places.register(places.TODAY_SIDE, order=40, build=cards.on_today, permission="rectification.decide")
timeline.register(
    LineKind("RECTIFICATION_ASKED", Group.RIGHTS, "Said that something is wrong"),
    LineKind("RECTIFICATION_ANSWERED", Group.RIGHTS, "What was said to be wrong was answered"),
    LineKind("IDENTITY_PUT_RIGHT", Group.RIGHTS, "Name or birth date put right"),
)

from typing import Any

from campus.core import cards as places
from campus.core.audiences import STAFF
from campus.core.navigation import register
from transfers.packages import cards
from transfers.packages.selectors import access
from transfers.packages.selectors import cases as selectors


def _to_decide(actor: Any) -> int:
    return selectors.to_decide(actor)


register(
    audience=STAFF, order=37, label="Packages", url_name="packages:packages", permission="package.decide",
    count=_to_decide,
)  # fmt: skip
register(
    audience=STAFF, order=38, label="Own copies", url_name="packages:answers", permission="subject_access.answer",
    count=access.to_read,
)  # fmt: skip
places.register(places.PERSON_SIDE, order=60, build=cards.on_person, permission="learner.view")
places.register(places.KIOSK_HOME, order=70, build=cards.tile, permission="own.view")

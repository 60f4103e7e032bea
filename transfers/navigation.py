from typing import Any

from campus.core import cards as places
from campus.core.audiences import STAFF
from campus.core.navigation import register
from learners.imports import registry
from transfers import cards, selectors
from transfers.actions import people_import


def _exceptions(actor: Any) -> int:
    return selectors.open_exceptions().count()


register(
    audience=STAFF, order=35, label="Exceptions", url_name="transfers:exceptions", permission="transfer.resolve",
    count=_exceptions,
)  # fmt: skip
places.register(places.KIOSK_NOTE, order=10, build=cards.on_kiosk_home, permission="own.view")
places.register(places.PERSON_SIDE, order=10, build=cards.on_person, permission="transfer.view")
places.register(places.TODAY_SIDE, order=10, build=cards.on_today, permission="transfer.view")
registry.register(people_import.PEOPLE)

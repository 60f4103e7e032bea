from django.utils.translation import gettext_lazy as _

from campus.core import cards as places
from campus.core.audiences import KIOSK, PORTAL, STAFF
from campus.core.navigation import register
from learners import person_tabs
from providers.messaging import cards
from providers.messaging.moderation import waiting_count
from providers.messaging.selectors import unread_count

register(
    audience=STAFF, order=40, label="Messages", url_name="messaging:queue", permission="message.moderate",
    count=waiting_count,
)  # fmt: skip
register(
    audience=KIOSK, order=50, label=_("Messages"), url_name="messaging:threads", permission="own.view",
    icon="messages", count=unread_count,
)  # fmt: skip
register(
    audience=PORTAL, order=20, label="Messages", url_name="messaging:threads", permission="portal.message",
    count=unread_count,
)  # fmt: skip
person_tabs.register(order=60, label="Messages", url_name="messaging:person", permission="provider.view")
places.register(places.KIOSK_HOME, order=40, build=cards.tile, permission="own.view")
places.register(places.KIOSK_NEXT, order=40, build=cards.next_for_learner, permission="own.view")
places.register(places.TODAY_SIDE, order=20, build=cards.on_today, permission="message.moderate")

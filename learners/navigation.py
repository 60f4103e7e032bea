from django.utils.translation import gettext_lazy as _

from campus.core import cards as places
from campus.core.audiences import KIOSK, STAFF
from campus.core.navigation import register
from learners import cards, movement_lines, person_tabs, timeline
from learners.timeline import Group, LineKind

register(audience=STAFF, order=10, label="Today", url_name="learners:today", permission="learner.view")
register(audience=STAFF, order=90, label="Tablets", url_name="learners:devices", permission="kiosk.device_enrol")
register(audience=KIOSK, order=10, label=_("Home"), url_name="learners:home", permission="own.view", icon="home")
person_tabs.register(order=10, label="Overview", url_name="learners:person", permission="learner.view")
person_tabs.register(order=75, label="Sharing", url_name="learners:sharing", permission="sharing.view")
person_tabs.register(order=80, label="History", url_name="learners:history", permission="history.view")
person_tabs.register(order=90, label="Tablet sign-in", url_name="learners:kiosk-code", permission="kiosk.pin_issue")
places.register(places.TODAY_SIDE, order=5, build=cards.waiting_at_tablets, permission="kiosk.pin_issue")
places.register(places.KIOSK_HOME, order=60, build=cards.sharing_tile, permission="own.view")
timeline.register(
    LineKind("SHARING_GIVEN", Group.SHARING, "Agreed to share", "{thing} with {party}"),
    LineKind("SHARING_WITHDRAWN", Group.SHARING, "Stopped sharing", "{thing} with {party}"),
)
timeline.merge(movement_lines.movement_lines)

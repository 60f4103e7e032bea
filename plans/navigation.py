from django.utils.translation import pgettext_lazy

from campus.core import cards as places
from campus.core.audiences import KIOSK, STAFF
from campus.core.navigation import register
from learners import person_tabs
from plans import cards

register(audience=STAFF, order=20, label="People", url_name="plans:people", permission="learner.view")
register(
    audience=KIOSK,
    order=20,
    label=pgettext_lazy("menu", "My plan"),
    url_name="plans:plan",
    permission="own.view",
    icon="plan",
)
person_tabs.register(order=20, label="Plan", url_name="plans:plan", permission="plan.view")
places.register(places.PERSON, order=10, build=cards.on_person, permission="plan.view")
places.register(places.PERSON_NEXT, order=10, build=cards.next_for_staff, permission="plan.view")
places.register(places.KIOSK_NEXT, order=10, build=cards.next_for_learner, permission="own.view")
places.register(places.KIOSK_HOME, order=10, build=cards.tile, permission="own.view")
places.register(places.TODAY, order=10, build=cards.on_today, permission="plan.edit")
places.register(places.TODAY, order=50, build=cards.totals, permission="report.view")
places.register(places.TODAY_SIDE, order=30, build=cards.ticked, permission="plan.confirm_step")

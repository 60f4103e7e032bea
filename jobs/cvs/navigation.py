from django.utils.translation import gettext_lazy as _

from campus.core import cards as places
from campus.core.audiences import KIOSK, STAFF
from campus.core.navigation import register
from jobs.cvs import cards, selectors
from learners import person_tabs

register(audience=KIOSK, order=40, label=_("Work"), url_name="cvs:work", permission="own.view", icon="work")
register(
    audience=STAFF,
    order=60,
    label="Printing",
    url_name="cvs:printing",
    permission="cv.print",
    count=selectors.to_print_count,
)
person_tabs.register(order=40, label="Work and CV", url_name="cvs:person-work", permission="learner.view")
places.register(places.KIOSK_HOME, order=30, build=cards.tile, permission="own.view")
places.register(places.KIOSK_NEXT, order=30, build=cards.next_for_learner, permission="own.view")
places.register(places.TODAY_SIDE, order=40, build=cards.on_today, permission="cv.print")

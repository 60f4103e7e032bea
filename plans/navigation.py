from django.utils.translation import pgettext_lazy

from campus.core import cards as places
from campus.core.audiences import KIOSK, STAFF
from campus.core.navigation import register
from learners import person_tabs, timeline
from plans.cards import caseload as caseload_cards
from plans.cards import goals as cards
from plans.cards import induction as induction_cards
from plans.cards import sessions as session_cards
from plans.cards import voice as voice_cards
from plans.lines import GOAL_LINES, INDUCTION_LINES
from plans.selectors.changes import REVIEW_COMPLETED, schedule_lines

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
places.register(places.TODAY_TOP, order=10, build=session_cards.counts, permission="plan.view")
places.register(places.TODAY, order=10, build=session_cards.first, permission="plan.view")
places.register(places.PERSON_NEXT, order=5, build=session_cards.next_for_staff, permission="plan.view")
places.register(places.PERSON_SIDE, order=20, build=session_cards.on_person, permission="plan.view")
places.register(places.PERSON_SIDE, order=30, build=caseload_cards.worker, permission="plan.view")
places.register(places.TODAY, order=50, build=cards.totals, permission="report.view")
places.register(places.TODAY_SIDE, order=30, build=cards.ticked, permission="plan.confirm_step")
places.register(places.TODAY_SIDE, order=25, build=voice_cards.on_today, permission="plan.edit")
person_tabs.register(order=45, label="Work and interests", url_name="plans:interests", permission="plan.view")
person_tabs.register(order=50, label="Skills", url_name="plans:skills", permission="plan.view")
places.register(places.EDUCATION, order=10, build=induction_cards.on_education, permission="plan.view")
places.register(places.KIOSK_NEXT, order=15, build=induction_cards.next_for_learner, permission="own.view")
timeline.register(*GOAL_LINES, *INDUCTION_LINES)
timeline.register(REVIEW_COMPLETED)
timeline.merge(schedule_lines)

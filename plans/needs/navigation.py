from campus.core import cards as places
from learners import person_tabs, timeline
from learners.timeline import Group, LineKind
from plans.courses import notes
from plans.needs import cards, selectors

person_tabs.register(order=50, label="Support", url_name="needs:support", permission="need.view_support")
places.register(places.PERSON_SIDE, order=20, build=cards.on_person, permission="need.view_support")
places.register(places.TODAY_SIDE, order=40, build=cards.on_today, permission="need.view_support")
places.register(places.KIOSK_HOME, order=60, build=cards.tile, permission="own.view")
notes.register(selectors.adjustments_of)

# Every reader of a history reads these, so none of them names a condition or a skill.
_DONE = {
    "ADDED": "recorded", "CHANGED": "changed", "ARCHIVED": "moved to history", "RESTORED": "brought back",
    "DELETED": "deleted",
}  # fmt: skip
_THINGS = {
    "CONDITION": "Condition", "CHALLENGE": "Challenge", "STRENGTH": "Strength", "SUPPORT_STRATEGY": "What helps:",
    "ALN_SCREENER": "Screener",
}  # fmt: skip
timeline.register(
    *(
        LineKind(f"{thing}_{verb}", Group.SUPPORT, f"{said} {done}")
        for thing, said in _THINGS.items()
        for verb, done in _DONE.items()
    ),
    LineKind("ELSP_CREATED", Group.SUPPORT, "Support plan written"),
    LineKind("ELSP_CHANGED", Group.SUPPORT, "Support plan changed"),
    LineKind("ELSP_REVIEW_CREATED", Group.SUPPORT, "Support plan reviewed"),
    LineKind("ELSP_DECLINED", Group.SUPPORT, "Support plan turned down"),
    LineKind("ELSP_ASKED_AGAIN", Group.SUPPORT, "Support plan asked for again"),
    LineKind("EHCP_RECORDED", Group.SUPPORT, "Education, health and care plan: answer recorded"),
)

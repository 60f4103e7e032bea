from campus.core import cards as places
from learners import person_tabs, timeline
from learners.imports import registry
from learners.timeline import Group, LineKind
from plans.assessments import cards, importing

person_tabs.register(
    order=30, label="Education and training", url_name="assessments:education", permission="assessment.view"
)
places.register(places.PERSON, order=20, build=cards.on_person, permission="assessment.view")
places.register(places.PERSON_SIDE, order=30, build=cards.beside_person, permission="assessment.view")
places.register(places.TODAY_SIDE, order=40, build=cards.unmatched_arrivals, permission="lrs.match")
places.register(places.TODAY_SIDE, order=60, build=cards.tested_again, permission="report.view")
registry.register(importing.RESULTS)

_RESULT = "{subject_name}: {outcome}"
timeline.register(
    LineKind("ASSESSMENT_RECORDED", Group.ASSESSMENTS, "Assessment recorded", _RESULT),
    LineKind("ASSESSMENT_IMPORTED", Group.ASSESSMENTS, "Assessment brought in from a file", _RESULT),
    LineKind("ASSESSMENT_CORRECTED", Group.ASSESSMENTS, "Assessment corrected", _RESULT),
    LineKind("ASSESSMENT_VOIDED", Group.ASSESSMENTS, "Assessment taken out of use", _RESULT),
    LineKind("RETEST_OVERRIDDEN", Group.ASSESSMENTS, "To be tested again", "{subject_name}. {reason}"),
    LineKind("EARLIER_RESULT_USED", Group.ASSESSMENTS, "Earlier result used", "{sentence}"),
    LineKind("EDUCATION_ASSESSMENT_EVENT_CREATED", Group.ASSESSMENTS, "First assessments complete"),
    LineKind("ULN_MATCHED", Group.ASSESSMENTS, "Matched to the Learning Records Service"),
    LineKind("ULN_NOT_FOUND", Group.ASSESSMENTS, "Not matched to the Learning Records Service", "{outcome}"),
    LineKind("ULN_UNMATCHED", Group.ASSESSMENTS, "Match to the Learning Records Service undone"),
)

"""My results: what I have shown, and whether I need another test."""

from typing import Any

from campus.core import clock
from learners.views.kiosk import KioskPage
from plans.assessments import selectors, words
from plans.assessments.rules.qualifications import is_passed


class MyResults(KioskPage):
    permission = "own.view"
    template_name = "assessments/kiosk/results.html"

    def context(self) -> dict[str, Any]:
        education = selectors.education_of(self.learner.id, clock.today())
        rows = [
            {
                "subject": words.subject(line.type),
                "outcome": line.latest and words.outcome(line.type, line.latest.outcome, line.latest.legacy_text),
                "on": line.latest and line.latest.taken_on,
                "place": line.latest and line.latest.place,
                "again": words.for_learner(line.verdict),
            }
            for line in education.known
        ]
        qualifications = selectors.qualifications_of(self.learner.id)
        return {"rows": rows, "qualifications": [e for e in qualifications.verified if is_passed(e.as_qualification)]}

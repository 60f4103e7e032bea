"""Questions about results and earlier learning."""

from plans.assessments.selectors.learning import (
    Learning,
    Qualifications,
    learning_of,
    match_status,
    newest_match,
    qualifications_of,
    uln_in_use,
)
from plans.assessments.selectors.results import (
    Education,
    TypeLine,
    education_of,
    facts_of,
    is_screened,
    latest_aln,
    open_override,
    overrides_at,
    policies_on,
    result_for,
    stay_began_on,
    verdict_on,
)
from plans.assessments.selectors.unmatched import Unmatched, arrivals_without_match, unmatched_at

__all__ = [
    "Education",
    "Learning",
    "Qualifications",
    "TypeLine",
    "Unmatched",
    "arrivals_without_match",
    "education_of",
    "facts_of",
    "is_screened",
    "latest_aln",
    "learning_of",
    "match_status",
    "newest_match",
    "open_override",
    "overrides_at",
    "policies_on",
    "qualifications_of",
    "result_for",
    "stay_began_on",
    "uln_in_use",
    "unmatched_at",
    "verdict_on",
]

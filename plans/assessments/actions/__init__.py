"""The verbs of assessments."""

from plans.assessments.actions.matching import (
    Match,
    ask_to_read,
    cannot_be_matched,
    looked_up,
    match,
    store_reading,
    unmatch,
)
from plans.assessments.actions.results import correct, import_result, record_result, void
from plans.assessments.actions.retests import override, use_result
from plans.assessments.actions.screening import COMPLETE_TOPIC

__all__ = [
    "COMPLETE_TOPIC",
    "Match",
    "ask_to_read",
    "cannot_be_matched",
    "correct",
    "import_result",
    "looked_up",
    "match",
    "override",
    "record_result",
    "store_reading",
    "unmatch",
    "use_result",
    "void",
]

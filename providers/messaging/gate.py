"""The gate between a person and a worker, asked three times: when they start, at each send, and at delivery."""

import datetime as dt

from campus.core.clock import london_date
from campus.core.errors import Refused
from providers import selectors
from providers.messaging import rules
from providers.models import Assignment


def check(assignment: Assignment, at: dt.datetime) -> None:
    """Raise Refused unless these two may write to each other at this instant."""
    rules.check_contact(
        kind=assignment.organisation.kind,
        status=assignment.organisation.status,
        assigned=assignment.is_open,
        worker_is_posted=selectors.is_posted(assignment.worker_id, assignment.organisation_id, london_date(at)),
        in_custody=assignment.learner.current_establishment_id is not None,
    )


def is_open(assignment: Assignment, at: dt.datetime) -> bool:
    try:
        check(assignment, at)
    except Refused:
        return False
    return True

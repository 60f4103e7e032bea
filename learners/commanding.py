"""What commands about one person share."""

from django.core.management.base import CommandError

from campus.core.errors import Refused
from learners import selectors
from learners.models import Learner
from learners.rules import check_prison_number


def somebody(prison_number: str) -> Learner:
    """The person of a number, as they stand now. Raises CommandError."""
    try:
        number = check_prison_number(prison_number)
    except Refused as refused:
        raise CommandError(refused.sentence) from None
    learner = selectors.by_prison_number(number)
    if learner is None:
        raise CommandError(f"Nobody is known by {number}")
    return learner.canonical or learner

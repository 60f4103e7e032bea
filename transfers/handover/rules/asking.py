"""The sentence of a check, for beside a button."""

from collections.abc import Callable

from campus.core.errors import Refused


def sentence(check: Callable[[], None]) -> str:
    """Why the check refuses, or nothing."""
    try:
        check()
    except Refused as refused:
        return refused.sentence
    return ""

"""What is asked once while one page is read, however many parts of the page want to know.

Only while a page is *read*: a request that writes asks anew each time, for it may have changed the answer.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def while_reading() -> Iterator[None]:
    """Inside, answers are kept; at the end they are forgotten."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def is_reading() -> bool:
    return _answers.get() is not None


def once(key: Hashable, ask: Callable[[], T]) -> T:
    """The answer under a key, asked for the first time, or each time where no page is being read."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return answers[key]


def once_a_page(count: Callable[[Any], T]) -> Callable[[Any], T]:
    """For what an actor is shown at several places of a page, such as how many things wait for them."""

    @wraps(count)
    def asked(actor: Any) -> T:
        return once((count, actor), lambda: count(actor))

    return asked

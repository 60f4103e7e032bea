"""What must be told before an erasure takes rows: whoever counts them, so that the decrease is known to be law.

An app above this one says so in its `apps.py`:

    erasing.before_erasing(counts.less_what_goes)
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class AboutToGo:
    """The order, the people (one, and whoever was joined into them), and the keys of the rows that go, by table."""

    order_id: uuid.UUID
    people: Sequence[uuid.UUID]
    rows: Mapping[type[Model], Collection[Any]]
    # The prison numbers that go; none where only a part of the record does.
    numbers: Sequence[str]


Hook = Callable[[AboutToGo], None]
_hooks: list[Hook] = []


def before_erasing(hook: Hook) -> None:
    """Have `hook` called in the transaction of each erasure, under the person's lock, before anything is taken."""
    if hook not in _hooks:
        _hooks.append(hook)


def tell(about: AboutToGo) -> None:
    for hook in _hooks:
        hook(about)

"""What a teacher should know of the people in a class, in a few words each. The app that knows it says it.

    notes.register(adjustments_of)      in the `navigation.py` of plans.needs

A source is asked once a page: learner ids in, a list of short texts for each person who has any out.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence

Source = Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Sequence[str]]]
_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def notes_of(learner_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Everything that is said of these people; nobody is left out."""
    found: dict[uuid.UUID, list[str]] = {learner_id: [] for learner_id in learner_ids}
    for source in _sources:
        for learner_id, texts in source(learner_ids).items():
            found.setdefault(learner_id, []).extend(texts)
    return found

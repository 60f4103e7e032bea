"""The errors that reach a person. Each carries the sentence that the person reads."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule says no. `field` names the form field that the sentence belongs beside, if any."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class NotYours(Exception):
    """The actor may not do this to that. Views answer 404, so that nothing is learned from the answer."""


class StaleEdit(Exception):
    """Somebody else saved the row first. `theirs` maps each field's label to what it holds now."""

    def __init__(self, theirs: Mapping[str, str], lock_version: int) -> None:
        super().__init__("Someone changed this while you were writing.")
        self.theirs = dict(theirs)
        self.lock_version = lock_version

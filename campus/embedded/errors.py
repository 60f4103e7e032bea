"""The one error of the embedded services."""


class CannotServe(Exception):
    """A service cannot be had; the message is one line that tells the person what to do."""

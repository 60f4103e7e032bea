"""What a view must say about itself before it can exist: who may open it."""

from typing import Final


class Everyone:
    """The permission of a page that needs no sign-in. Written out, so that it is never the default."""

    def __repr__(self) -> str:
        return "PUBLIC"


class SignedIn:
    """The permission of a page that every signed-in person of this audience may open (settings, sign-out)."""

    def __repr__(self) -> str:
        return "SIGNED_IN"


PUBLIC: Final = Everyone()
SIGNED_IN: Final = SignedIn()

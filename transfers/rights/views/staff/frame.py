"""The pages of rights as tabs of one thing: each actor sees those that they may open."""

from typing import Any

from django.urls import reverse

from campus.accounts.permissions import Permission

_TABS = (
    ("Said to be wrong", "rights:requests", Permission.RECTIFICATION_DECIDE),
    ("Names and birth dates", "rights:identities", Permission.MERGE_DECIDE),
    ("Erasures", "rights:orders", Permission.ERASURE_ASK),
    ("Legal holds", "rights:holds", Permission.LEGAL_HOLD),
    ("How long things are kept", "rights:retention", Permission.ERASURE_ASK),
)


class InRights:
    """What the lists share."""

    def context(self) -> dict[str, Any]:
        actor = self.request.actor  # type: ignore[attr-defined]
        tabs = [
            {"label": label, "url": reverse(name), "current": self.request.path == reverse(name)}  # type: ignore[attr-defined]
            for label, name, permission in _TABS if actor.may(permission)
        ]  # fmt: skip
        return {**super().context(), "tabs": tabs}  # type: ignore[misc]

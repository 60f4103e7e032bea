"""The Proof page: counts only, no name and no key of anybody."""

from typing import Any

from campus.accounts.permissions import Permission
from campus.core.views import Page
from transfers.proof.selectors import page


class ProofPage(Page):
    permission = Permission.PROOF_VIEW
    template_name = "proof/staff/proof.html"

    def context(self) -> dict[str, Any]:
        return {"proof": page.proof()}

"""What came with you."""

from typing import Any

from campus.core import cards
from learners.views.kiosk import KioskPage
from transfers import selectors


class MyReceipt(KioskPage):
    permission = "own.view"
    template_name = "transfers/kiosk/receipt.html"

    def context(self) -> dict[str, Any]:
        actor, learner = self.request.actor, self.learner
        return {
            "receipt": selectors.latest_receipt(learner.id),
            "cards": cards.cards(cards.KIOSK_RECEIPT, actor, learner=learner),
        }

"""What came with you."""

from typing import Any

from learners.views.kiosk import KioskPage
from transfers import selectors


class MyReceipt(KioskPage):
    permission = "own.view"
    template_name = "transfers/kiosk/receipt.html"

    def context(self) -> dict[str, Any]:
        return {"receipt": selectors.latest_receipt(self.learner.id)}

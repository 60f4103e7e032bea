"""The port to GOV.UK Notify. Through it goes one constant text, a link to the sign-in page and a number."""

import uuid
from dataclasses import dataclass

from django.conf import settings

from providers.messaging.rules import NOTICE_KEYS

TIMEOUT_SECONDS = 10
PERMANENT = frozenset({400, 403})


class NoticeFailed(Exception):
    """The notice was not accepted. The outbox tries again later."""


class NoticeRefused(NoticeFailed):
    """Notify will never accept this as it is (a wrong key, template or address): somebody has to look."""

    permanent = True


@dataclass(frozen=True)
class Notify:
    """One conversation with Notify. The client is not safe to share between threads, so each has its own."""

    url: str
    key: str
    template: str
    timeout: float = TIMEOUT_SECONDS

    def send(self, *, reference: uuid.UUID, address: str, personalisation: dict[str, str | int]) -> str:
        """Have the notice accepted once, and return Notify's own id. Raises NoticeFailed or NoticeRefused.

        Asks for the reference first: if an earlier try was accepted and we did not hear of it, that one counts.
        """
        # Late: a web process never sends, and need not load what sending takes.
        import requests
        from notifications_python_client.errors import APIError
        from notifications_python_client.notifications import NotificationsAPIClient

        if extra := set(personalisation) - NOTICE_KEYS:
            raise NoticeRefused(f"nothing but {sorted(NOTICE_KEYS)} may leave, not {sorted(extra)}")
        client = NotificationsAPIClient(self.key, base_url=self.url, timeout=self.timeout)
        try:
            earlier = client.get_all_notifications(reference=str(reference))["notifications"]
            if earlier:
                return str(earlier[0]["id"])
            accepted = client.send_email_notification(
                email_address=address,
                template_id=self.template,
                personalisation=personalisation,
                reference=str(reference),
            )
        except APIError as error:
            kind = NoticeRefused if error.status_code in PERMANENT else NoticeFailed
            raise kind(f"Notify answered {error.status_code}") from None
        except requests.RequestException as error:
            raise NoticeFailed(type(error).__name__) from None
        return str(accepted["id"])


def configured() -> Notify:
    """The Notify of this deployment."""
    if not settings.CAMPUS_NOTIFY_URL or not settings.CAMPUS_NOTIFY_KEY:
        raise NoticeFailed("set CAMPUS_NOTIFY_URL and CAMPUS_NOTIFY_KEY")
    return Notify(settings.CAMPUS_NOTIFY_URL, settings.CAMPUS_NOTIFY_KEY, settings.CAMPUS_NOTIFY_TEMPLATE)

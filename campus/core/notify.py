"""The port to GOV.UK Notify. Through it goes one constant text, a link to a page of the campus, and numbers."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

TIMEOUT_SECONDS = 10
PERMANENT = frozenset({400, 403})
LINK_AND_COUNT = frozenset({"link", "count"})


class NoticeFailed(Exception):
    """The notice was not accepted. The outbox tries again later."""


class NoticeRefused(NoticeFailed):
    """Notify will never accept this as it is (a wrong key, template or address): somebody has to look."""

    permanent = True


@dataclass(frozen=True)
class Notify:
    """One conversation with Notify. The client is not safe to share between threads, so each has its own.

    `keys` are the places of the template: nothing else may leave.
    """

    url: str
    key: str
    template: str
    timeout: float = TIMEOUT_SECONDS
    keys: frozenset[str] = LINK_AND_COUNT

    def send(self, *, reference: uuid.UUID, address: str, personalisation: Mapping[str, str | int]) -> str:
        """Have the notice accepted once, and return Notify's own id. Raises NoticeFailed or NoticeRefused.

        Asks for the reference first: if an earlier try was accepted and we did not hear of it, that one counts.
        """
        # Late: a web process never sends, and need not load what sending takes.
        import requests
        from notifications_python_client.errors import APIError
        from notifications_python_client.notifications import NotificationsAPIClient

        if extra := set(personalisation) - self.keys:
            raise NoticeRefused(f"nothing but {sorted(self.keys)} may leave, not {sorted(extra)}")
        client = NotificationsAPIClient(self.key, base_url=self.url, timeout=self.timeout)
        try:
            earlier = client.get_all_notifications(reference=str(reference))["notifications"]
            if earlier:
                return str(earlier[0]["id"])
            accepted = client.send_email_notification(
                email_address=address,
                template_id=self.template,
                personalisation=dict(personalisation),
                reference=str(reference),
            )
        except APIError as error:
            kind = NoticeRefused if error.status_code in PERMANENT else NoticeFailed
            raise kind(f"Notify answered {error.status_code}") from None
        except requests.RequestException as error:
            raise NoticeFailed(type(error).__name__) from None
        return str(accepted["id"])


def configured(template: str, keys: frozenset[str] = LINK_AND_COUNT) -> Notify:
    """The Notify of this deployment, for one of its templates."""
    if not settings.CAMPUS_NOTIFY_URL or not settings.CAMPUS_NOTIFY_KEY:
        raise NoticeFailed("set CAMPUS_NOTIFY_URL and CAMPUS_NOTIFY_KEY")
    return Notify(settings.CAMPUS_NOTIFY_URL, settings.CAMPUS_NOTIFY_KEY, template, keys=keys)

"""What a notice to a worker may say: the link to the sign-in page and a number."""

from django.conf import settings

from campus.core import notify
from campus.core.notify import NoticeFailed, NoticeRefused, Notify
from providers.messaging.rules import NOTICE_KEYS

__all__ = ["NoticeFailed", "NoticeRefused", "Notify", "configured"]


def configured() -> Notify:
    """The Notify of this deployment, with the template of these notices."""
    return notify.configured(settings.CAMPUS_NOTIFY_TEMPLATE, NOTICE_KEYS)

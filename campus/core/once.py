"""A double click makes one thing."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Q

from campus.core import clock
from campus.core.models import SubmittedForm


class AlreadySubmitted(Exception):
    """The form was sent before; `result_url` is where the first press led."""

    def __init__(self, result_url: str) -> None:
        super().__init__(result_url)
        self.result_url = result_url


def claim(token: uuid.UUID, user_id: uuid.UUID | None) -> SubmittedForm:
    """Take the token inside the action's transaction. A second taker waits for the first, then learns its result."""
    try:
        with transaction.atomic():
            return SubmittedForm.objects.create(token=token, user_id=user_id, result_url="", at=clock.now())
    except IntegrityError:
        first = SubmittedForm.objects.filter(Q(user_id=user_id), token=token).first()
        raise AlreadySubmitted(first.result_url if first else "") from None


def finish(submitted: SubmittedForm, result_url: str) -> None:
    submitted.result_url = result_url
    submitted.save(update_fields=["result_url"])

"""Verbs on people that are neither movements nor sign-in."""

import uuid

from django.db import transaction

from learners.models import KioskPreference, Learner

TEXT_SIZES = (100, 115, 130, 150)


def language_of(learner: Learner) -> str:
    preference = KioskPreference.objects.filter(learner=learner).first()
    return preference.language if preference else "en-gb"


@transaction.atomic
def prefer(*, learner_id: uuid.UUID, **chosen: object) -> None:
    """Keep how the person likes the tablet: text_size, tint, language."""
    KioskPreference.objects.update_or_create(learner_id=learner_id, defaults=chosen)


@transaction.atomic
def change_text_size(*, learner_id: uuid.UUID, bigger: bool) -> None:
    """One step up or down; at the end of the row it stays."""
    preference, _ = KioskPreference.objects.select_for_update().get_or_create(learner_id=learner_id)
    index = TEXT_SIZES.index(preference.text_size) + (1 if bigger else -1)
    preference.text_size = TEXT_SIZES[min(max(index, 0), len(TEXT_SIZES) - 1)]
    preference.save(update_fields=["text_size"])

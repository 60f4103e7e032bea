"""One item of a need, for those who may open it."""

import uuid
from collections.abc import Mapping

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from plans.needs.models import Challenge, Condition, NeedItem, Screener, Strength, SupportStrategy
from plans.needs.rules.recording import ItemKind

MODELS: Mapping[ItemKind, type[NeedItem]] = {
    ItemKind.CONDITION: Condition,
    ItemKind.CHALLENGE: Challenge,
    ItemKind.STRENGTH: Strength,
    ItemKind.STRATEGY: SupportStrategy,
    ItemKind.SCREENER: Screener,
}


def item_for(actor: Actor, learner_id: uuid.UUID, kind: ItemKind, item_id: uuid.UUID) -> NeedItem | None:
    """An item that is not deleted, if the actor may edit needs there. A condition, if they may also see conditions."""
    if kind == ItemKind.CONDITION and not actor.may(Permission.NEED_VIEW_DIAGNOSIS):
        return None
    rows = MODELS[kind].objects.visible_to(actor, Permission.NEED_EDIT)
    return rows.filter(learner_id=learner_id, id=item_id).select_related("created_by", "learner").first()


def screener_findings(screener: NeedItem) -> list[str]:
    """What a screener found, in words, challenges first."""
    hard = Challenge.objects.kept().filter(screener_id=screener.id)
    good = Strength.objects.kept().filter(screener_id=screener.id)
    return [f"Hard: {one.label}" for one in hard] + [f"Good at: {one.label}" for one in good]


def own_strategy(actor: Actor, strategy_id: uuid.UUID) -> SupportStrategy | None:
    """Something that the person at the kiosk said helps them."""
    rows = SupportStrategy.objects.kept().filter(learner=actor.learner_id, told_by_person=True)
    return rows.filter(id=strategy_id).first()

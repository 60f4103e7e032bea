"""How ready for work a person is: by staff, and by themselves."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from plans.models import SkillRating
from plans.rules.skills import RATING_WORDS, SESSION_WORDS, SKILL_WORDS, Skill

PAGE_SIZE = 50


@dataclass(frozen=True)
class SkillLine:
    """One skill: what it is rated at now, what it was before, and what the person says."""

    skill: Skill
    now: SkillRating | None = None
    before: SkillRating | None = None
    own: SkillRating | None = None

    @property
    def words(self) -> str:
        return SKILL_WORDS[self.skill]

    @property
    def slug(self) -> str:
        return slug_of(self.skill)


@dataclass(frozen=True)
class RatingRow:
    """A rating with its words."""

    rating: SkillRating

    @property
    def words(self) -> str:
        return RATING_WORDS[self.rating.rating]

    @property
    def session(self) -> str:
        if self.rating.by_learner:
            return "The person, at a tablet"
        words = SESSION_WORDS[self.rating.session]
        return f"{words}: {self.rating.session_name}" if self.rating.session_name else words


@dataclass(frozen=True)
class SkillPage:
    """A page of every rating of one skill, the latest first."""

    rows: list[RatingRow] = field(default_factory=list)
    number: int = 1
    more: bool = False


def lines_of(learner_id: uuid.UUID) -> list[SkillLine]:
    """Every skill with its latest two ratings by staff and the latest of the person's own: one query."""
    place = Window(
        RowNumber(), partition_by=[F("skill"), F("by_learner")],
        order_by=[F("rated_on").desc(), F("created_at").desc(), F("id").desc()],
    )  # fmt: skip
    rows = SkillRating.objects.filter(learner_id=learner_id).select_related("created_by").annotate(place=place)
    latest: Mapping[tuple[str, bool, int], SkillRating] = {
        (row.skill, row.by_learner, row.place): row for row in rows.filter(place__lte=2)
    }
    return [SkillLine(s, latest.get((s, False, 1)), latest.get((s, False, 2)), latest.get((s, True, 1))) for s in Skill]


def page_of(learner_id: uuid.UUID, skill: Skill, number: int = 1) -> SkillPage:
    start = (max(1, number) - 1) * PAGE_SIZE
    rows = list(_newest_first(learner_id).filter(skill=skill)[start : start + PAGE_SIZE + 1])
    return SkillPage([RatingRow(r) for r in rows[:PAGE_SIZE]], max(1, number), len(rows) > PAGE_SIZE)


def skill_at(slug: str) -> Skill | None:
    """The skill of an address, or None for an address that is none."""
    return next((skill for skill in Skill if slug_of(skill) == slug), None)


def slug_of(skill: Skill) -> str:
    return skill.lower().replace("_", "-")


def _newest_first(learner_id: uuid.UUID) -> QuerySet[SkillRating]:
    rows = SkillRating.objects.filter(learner_id=learner_id).select_related("created_by", "created_at_establishment")
    return rows.order_by("-rated_on", "-created_at", "-id")

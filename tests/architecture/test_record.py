"""Each model that leads to a person is somewhere in the one list of what a record is, or says why not."""

import pghistory.models
import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from learners.models import Learner
from learners.record_kinds import RecordClass, exempt, kinds


def leads_to_a_learner(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    """By a foreign key, or by a chain of them, however long."""
    if model is Learner:
        return True
    nexts = {
        f.related_model for f in model._meta.concrete_fields if f.is_relation and isinstance(f.related_model, type)
    }
    return any(leads_to_a_learner(n, seen | {model}) for n in nexts - seen - {model})


def unclassified(every: list[type[models.Model]]) -> list[str]:
    known = {kind.model for kind in kinds()} | set(exempt())
    return sorted(
        model._meta.label for model in every
        if leads_to_a_learner(model) and model not in known and not issubclass(model, pghistory.models.Event)
    )  # fmt: skip


class TestClassification:
    def test_leaves_no_model_out(self):
        assert unclassified(list(apps.get_models(include_auto_created=True))) == []

    @isolate_apps("plans")
    @pytest.mark.parametrize("far", [False, True])
    def test_finds_a_new_model_whether_near_or_far(self, far):
        class Near(models.Model):
            learner = models.ForeignKey(Learner, on_delete=models.PROTECT)

            class Meta:
                app_label = "plans"

        class Far(models.Model):
            near = models.ForeignKey(Near, on_delete=models.PROTECT)

            class Meta:
                app_label = "plans"

        assert unclassified([Far] if far else [Near]) == ["plans.Far" if far else "plans.Near"]

    def test_puts_nothing_in_two_places(self):
        assert not {kind.model for kind in kinds()} & set(exempt())
        names = [kind.name for kind in kinds()]
        assert len(names) == len(set(names))

    def test_says_why_of_each_exemption(self):
        assert all(len(why.split()) >= 3 for why in exempt().values())


class TestKinds:
    def test_each_lead_to_the_person_by_one_column(self):
        """The count before and after a move asks that column, so it must be the person's key."""
        for kind in kinds():
            field = (
                kind.model._meta.pk
                if kind.learner == "id"
                else kind.model._meta.get_field(kind.learner.removesuffix("_id"))
            )
            assert kind.model is Learner or field.related_model is Learner, kind.name

    def test_digest_every_column_that_a_person_would_miss(self):
        """Left out are who touched a row last, and, of the person, where they are: that is what a move changes."""
        may_change = {"updated_at", "updated_by", "updated_at_establishment", "lock_version", "origin", "set_aside"}
        for kind in kinds():
            if kind.record_class == RecordClass.RECORD and kind.model is not Learner:
                left_out = {f.name for f in kind.model._meta.concrete_fields} - {f.name for f in kind.fields}
                assert left_out <= may_change | kind.volatile | WHO_HAS_IT_IN_HAND, kind.name

    def test_of_the_record_belong_to_the_person_and_to_no_place(self):
        """No record row has a prison number or an establishment as its owner (house.md, section 4)."""
        provenance = {"created_at_establishment", "updated_at_establishment"}
        for kind in kinds():
            if kind.record_class == RecordClass.RECORD and kind.model is not Learner:
                names = {f.name for f in kind.model._meta.concrete_fields}
                assert "prison_number" not in names, kind.name
                required = {
                    f.name for f in kind.model._meta.concrete_fields
                    if f.is_relation and f.related_model and f.related_model._meta.label == "estate.Establishment"
                    and not f.null and f.name not in provenance
                }  # fmt: skip
                assert required == set() or kind.name in KEEPS_WHERE_IT_HAPPENED, kind.name


# A message that a moderator has opened is the same message.
WHO_HAS_IT_IN_HAND = {"claimed_by", "claimed_until"}
# Where a thing was decided is part of what is recorded about it, and decides nothing about who may read it.
KEEPS_WHERE_IT_HAPPENED = {"message_decision", "safeguarding_concern", "assignment"}


class TestForeignKeys:
    def test_never_take_a_record_with_them(self):
        """PROTECT everywhere: nothing is deleted because something else was."""
        ours = [model for model in apps.get_models() if leads_to_a_learner(model) and model not in exempt()]
        loose = [
            f"{model._meta.label}.{field.name}" for model in ours for field in model._meta.concrete_fields
            if field.is_relation and field.remote_field and field.remote_field.on_delete is models.CASCADE
        ]  # fmt: skip
        assert loose == []

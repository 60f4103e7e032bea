"""Writing down, changing, putting aside and deleting one item."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from plans.needs import actions, selectors
from plans.needs.forms import ConditionForm, DeleteForm, ReasonForm, SkillForm, StrategyForm
from plans.needs.rules import codes, recording
from plans.needs.rules.codes import ConditionSource
from plans.needs.rules.recording import KIND_LABELS, ItemKind
from plans.needs.views.staff.support import support_url


class ItemForm(PersonFormPage, abstract=True):
    """A form about one item. It leads back to the Support tab."""

    template_name = "needs/staff/item.html"
    heading: ClassVar[str] = ""
    button: ClassVar[str] = "Save"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "heading": self.heading, "button": self.button}

    def back(self, sentence: str) -> str:
        self.say(sentence)
        return support_url(self.learner.id)


class AddCondition(ItemForm):
    """Whoever may not see conditions may still write down what the person tells them; they do not see the list."""

    permission = Permission.NEED_RECORD
    form_class = ConditionForm
    heading = "Record a condition"
    button = "Save condition"
    late_reader = Permission.NEED_VIEW_DIAGNOSIS

    def form_arguments(self) -> dict[str, Any]:
        return {"may_diagnose": self.request.actor.may(Permission.NEED_EDIT)}

    def context(self) -> dict[str, Any]:
        told = not self.request.actor.may(Permission.NEED_VIEW_DIAGNOSIS)
        note = "Only the neurodiversity support manager sees conditions. You record this one as told by the person."
        return {**super().context(), "note": note if told else ""}

    def perform(self, form: ConditionForm) -> str:
        data = form.cleaned_data
        actions.add_condition(
            by=self.request.actor, learner_id=self.learner.id, code=data["code"], name=data["name"],
            source=data.get("source") or ConditionSource.SELF_DECLARED, details=data["details"], at=clock.now(),
        )  # fmt: skip
        return self.back("Condition recorded.")


class AddSkill(ItemForm, abstract=True):
    """A challenge or a strength: the same questions, and another verb."""

    form_class = SkillForm
    is_strength: ClassVar[bool]
    saved: ClassVar[str]

    def form_arguments(self) -> dict[str, Any]:
        return {"is_strength": self.is_strength}

    def perform(self, form: SkillForm) -> str:
        data = form.cleaned_data
        add = actions.add_strength if self.is_strength else actions.add_challenge
        add(
            by=self.request.actor, learner_id=self.learner.id, code=data["code"], symptoms=data["symptoms"],
            how=data["how"], how_other=data["how_other"], at=clock.now(),
        )  # fmt: skip
        return self.back(self.saved)


class AddChallenge(AddSkill):
    permission = Permission.NEED_RECORD
    is_strength = False
    heading, button, saved = "Record something that is hard", "Save challenge", "Challenge recorded."


class AddStrength(AddSkill):
    permission = Permission.NEED_RECORD
    is_strength = True
    heading, button, saved = "Record a strength or interest", "Save strength", "Strength recorded."


class AddStrategy(ItemForm):
    permission = Permission.NEED_RECORD
    form_class = StrategyForm
    heading = "Record what helps"
    button = "Save what helps"

    def perform(self, form: StrategyForm) -> str:
        data = form.cleaned_data
        actions.add_strategy(
            by=self.request.actor, learner_id=self.learner.id, category=data["category"], detail=data["detail"],
            at=clock.now(),
        )  # fmt: skip
        return self.back("Saved. Teachers see it on their lists.")


class OfItem(ItemForm, abstract=True):
    """A page about an item that exists."""

    kind: ItemKind | None = None
    item: Any

    def prepare(self) -> None:
        super().prepare()
        try:
            self.kind = self.kind or ItemKind(self.kwargs["kind"])
        except ValueError:
            raise Http404 from None
        item_id = next(self.kwargs[name] for name in self.kwargs if name.endswith("_id") and name != "learner_id")
        self.item = selectors.item_for(self.request.actor, self.learner.id, self.kind, item_id)
        if self.item is None:
            raise Http404

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "item": self.item, "kind": self.kind.value, "noun": KIND_LABELS[self.kind],
        }  # fmt: skip


class ChangeCondition(OfItem):
    permission = Permission.NEED_EDIT
    form_class = ConditionForm
    kind = ItemKind.CONDITION
    heading = "Change a condition"

    def form_arguments(self) -> dict[str, Any]:
        return {"may_diagnose": True, "changing": True}

    def initial(self) -> dict[str, Any]:
        return {"name": self.item.name, "details": self.item.details, "lock_version": self.item.lock_version}

    def perform(self, form: ConditionForm) -> str:
        data = form.cleaned_data
        actions.change_condition(
            by=self.request.actor, item_id=self.item.id, name=data["name"], details=data["details"],
            lock_version=data["lock_version"] or 0, at=clock.now(),
        )  # fmt: skip
        return self.back("Condition changed.")


class ChangeChallenge(OfItem):
    permission = Permission.NEED_EDIT
    form_class = SkillForm
    kind = ItemKind.CHALLENGE
    heading = "Change a challenge"

    def form_arguments(self) -> dict[str, Any]:
        return {"is_strength": self.kind == ItemKind.STRENGTH, "kept": self.item.how}

    def initial(self) -> dict[str, Any]:
        item = self.item
        return {
            "symptoms": item.symptoms, "how": item.how, "how_other": item.how_other, "lock_version": item.lock_version,
        }  # fmt: skip

    def perform(self, form: SkillForm) -> str:
        data = form.cleaned_data
        actions.change_skill(
            by=self.request.actor, kind=self.kind, item_id=self.item.id, symptoms=data["symptoms"], how=data["how"],
            how_other=data["how_other"], lock_version=data["lock_version"] or 0, at=clock.now(),
        )  # fmt: skip
        return self.back(f"{KIND_LABELS[self.kind].capitalize()} changed.")


class ChangeStrength(ChangeChallenge):
    permission = Permission.NEED_EDIT
    kind = ItemKind.STRENGTH
    heading = "Change a strength"


class ChangeStrategy(OfItem):
    permission = Permission.NEED_EDIT
    form_class = StrategyForm
    kind = ItemKind.STRATEGY
    heading = "Change what helps"

    def initial(self) -> dict[str, Any]:
        item = self.item
        return {"category": item.category, "detail": item.detail, "lock_version": item.lock_version}

    def perform(self, form: StrategyForm) -> str:
        data = form.cleaned_data
        actions.change_strategy(
            by=self.request.actor, item_id=self.item.id, category=data["category"], detail=data["detail"],
            lock_version=data["lock_version"] or 0, at=clock.now(),
        )  # fmt: skip
        return self.back("Saved. Teachers see it on their lists.")


class Archive(OfItem):
    """Move to history. It can be undone, so nobody is asked whether they are sure."""

    permission = Permission.NEED_EDIT
    form_class = ReasonForm
    heading = "Move to history"
    button = "Move to history"

    def perform(self, form: ReasonForm) -> str:
        actions.archive(
            by=self.request.actor, kind=self.kind, item_id=self.item.id, reason=form.cleaned_data["reason"],
            at=clock.now(),
        )  # fmt: skip
        return self.back("Moved to history. You can bring it back from there.")


class Restore(OfItem):
    permission = Permission.NEED_EDIT
    form_class = EmptyForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(support_url(self.learner.id))

    def show(self, **extra: Any) -> HttpResponse:
        """Somebody else brought it back a moment ago: the tab shows that."""
        return HttpResponseRedirect(support_url(self.learner.id))

    def perform(self, form: EmptyForm) -> str:
        actions.restore(by=self.request.actor, kind=self.kind, item_id=self.item.id, at=clock.now())
        return self.back("Brought back from history.")


class Delete(OfItem):
    """First page of three: why."""

    permission = Permission.NEED_EDIT
    form_class = DeleteForm
    template_name = "needs/staff/delete.html"
    not_passed_on = "Nothing had been deleted yet."

    def context(self) -> dict[str, Any]:
        found = selectors.screener_findings(self.item) if self.kind == ItemKind.SCREENER else []
        stop = "" if not self.item.is_from_screener else recording.FROM_SCREENER
        return {**super().context(), "findings": found, "stop": stop}

    def initial(self) -> dict[str, Any]:
        return {"reason": self.request.GET.get("reason", "")}

    def perform(self, form: DeleteForm) -> str:
        names = {"learner_id": self.learner.id, "kind": self.kind.value, "item_id": self.item.id}
        asked = urlencode({"reason": form.cleaned_data["reason"]})
        return f"{reverse('needs:confirm-delete', kwargs=names)}?{asked}"


class ConfirmDelete(Delete):
    """Second page: what goes, and that it cannot be brought back. The third is the Support tab: it says it is done."""

    permission = Permission.NEED_EDIT
    template_name = "needs/staff/confirm_delete.html"
    not_passed_on = ""

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("reason") not in codes.DELETION_LABELS:
            names = {"learner_id": self.learner.id, "kind": self.kind.value, "item_id": self.item.id}
            return HttpResponseRedirect(reverse("needs:delete", kwargs=names))
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        reason = self.request.GET.get("reason") or self.request.POST.get("reason", "")
        return {**super().context(), "reason": reason, "because": codes.DELETION_LABELS.get(reason, "")}

    def perform(self, form: DeleteForm) -> str:
        actions.delete(
            by=self.request.actor, kind=self.kind, item_id=self.item.id, reason=form.cleaned_data["reason"],
            at=clock.now(),
        )  # fmt: skip
        return self.back(f"{KIND_LABELS[self.kind].capitalize()} deleted.")

"""Erasure orders, legal holds, and how long things are kept: for the data protection officer."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock
from campus.core.views import FormPage, Page
from learners.rules import ErasureReason
from learners.views.staff import PersonFormPage, PersonPage
from transfers.rights.actions import holds, orders
from transfers.rights.forms.staff import (
    EVERYTHING,
    PART,
    AskErasureForm,
    DecideErasureForm,
    EndHoldForm,
    HoldForm,
)
from transfers.rights.rules import erasure as rules
from transfers.rights.selectors import orders as selectors
from transfers.rights.selectors import requests, retention
from transfers.rights.views.staff.frame import InRights


class PersonRights(PersonPage):
    """What one person said is wrong, what keeps their record, and what may end it."""

    permission = Permission.LEGAL_HOLD
    template_name = "rights/staff/person.html"

    def context(self) -> dict[str, Any]:
        today = clock.today()
        found = selectors.standing(self.learner, whole=False, today=today)
        return {
            **super().context(), "requests": requests.of_person(self.learner.id),
            "orders": selectors.orders_of(self.learner.id), "holds": selectors.holds_of(self.learner.id),
            "is_held": found["held"], "why_not": rules.why_not_now(**found),
        }  # fmt: skip


class AskErasure(PersonFormPage):
    permission = Permission.ERASURE_ASK
    form_class = AskErasureForm
    template_name = "rights/staff/ask_erasure.html"

    def initial(self) -> dict[str, Any]:
        """What a line of the table of retention proposes."""
        period = retention.period_for(self.request.GET.get("period", ""), clock.today())
        if period is None or not period.proposes:
            return {}
        extent = PART if period.kinds else EVERYTHING
        return {"reason": ErasureReason.RETENTION_ENDED.value, "kinds": period.kinds, "extent": extent}

    def context(self) -> dict[str, Any]:
        found = selectors.standing(self.learner, whole=False, today=clock.today())
        return {
            **super().context(), "why_not": rules.why_not_now(**found), "in_prison": found["in_prison"],
            "back": reverse("rights:person", kwargs={"learner_id": self.learner.id}),
        }  # fmt: skip

    def perform(self, form: AskErasureForm) -> str:
        data = form.cleaned_data
        period = retention.period_for(self.request.GET.get("period", ""), clock.today())
        order = orders.ask(
            by=self.request.actor, learner_id=self.learner.id, reason=data["reason"], words=data["words"],
            kinds=form.chosen, at=clock.now(),
            period=period.code if period and data["reason"] == ErasureReason.RETENTION_ENDED else "",
        )  # fmt: skip
        self.say("Asked. Another data protection officer decides.")
        return reverse("rights:order", kwargs={"order_id": order.id})


class Orders(InRights, Page):
    permission = Permission.ERASURE_ASK
    template_name = "rights/staff/orders.html"

    def context(self) -> dict[str, Any]:
        actor = self.request.actor
        found, more = selectors.orders(actor, before=self.request.GET.get("before", ""))
        return {**super().context(), "orders": found, "more": more, "to_decide": selectors.to_decide(actor)}


class Order(FormPage):
    """One order: what is asked, the decision of another, and what became of it."""

    permission = Permission.ERASURE_DECIDE
    form_class = DecideErasureForm
    template_name = "rights/staff/order.html"

    def prepare(self) -> None:
        found = selectors.order_for(self.request.actor, self.kwargs["order_id"])
        if found is None:
            raise Http404
        self.order = found
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=found.learner_id, page="erasure order")

    def context(self) -> dict[str, Any]:
        order = self.order
        is_asker = order.created_by_id == self.request.actor.user_id
        held = selectors.is_held([order.learner_id], clock.today())
        return {
            "order": order, "person": order.learner, "reason": rules.SAYS[ErasureReason(order.reason)],
            "titles": selectors.titles(order.kinds), "counts": selectors.counts_in_words(order), "is_held": held,
            "why_not": rules.why_not_decide(state=order.state, is_asker=is_asker), "is_asker": is_asker,
        }  # fmt: skip

    def perform(self, form: DecideErasureForm) -> str:
        agree = form.cleaned_data["agree"] == "yes"
        orders.decide(
            by=self.request.actor, order_id=self.order.id, agree=agree, words=form.cleaned_data["words"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Approved. It is being erased." if agree else "Refused. Nothing is erased.")
        return reverse("rights:order", kwargs={"order_id": self.order.id})


class Holds(InRights, Page):
    permission = Permission.LEGAL_HOLD
    template_name = "rights/staff/holds.html"

    def context(self) -> dict[str, Any]:
        found, more = selectors.holds(self.request.actor, before=self.request.GET.get("before", ""))
        return {**super().context(), "holds": found, "more": more, "today": clock.today()}


class BeginHold(PersonFormPage):
    permission = Permission.LEGAL_HOLD
    form_class = HoldForm
    template_name = "rights/staff/begin_hold.html"

    def initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "back": self.back()}

    def back(self) -> str:
        return reverse("rights:person", kwargs={"learner_id": self.learner.id})

    def perform(self, form: HoldForm) -> str:
        holds.hold(by=self.request.actor, learner_id=self.learner.id, at=clock.now(), **_named(form))
        self.say("On legal hold. Nothing of this record can be erased.")
        return self.back()


def _named(form: HoldForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("reason", "starts_on", "ends_on")}


class EndHold(FormPage):
    permission = Permission.LEGAL_HOLD
    form_class = EndHoldForm
    template_name = "rights/staff/end_hold.html"

    def prepare(self) -> None:
        found = selectors.hold_for(self.request.actor, self.kwargs["hold_id"])
        if found is None:
            raise Http404
        self.hold = found

    def context(self) -> dict[str, Any]:
        return {"hold": self.hold, "person": self.hold.learner}

    def perform(self, form: EndHoldForm) -> str:
        holds.end(by=self.request.actor, hold_id=self.hold.id, words=form.cleaned_data["words"], at=clock.now())
        self.say("The hold has ended. An erasure that waited for it is done now.")
        return reverse("rights:holds")


class Retention(InRights, Page):
    """The table, with how much of each is past its time."""

    permission = Permission.ERASURE_ASK
    template_name = "rights/staff/retention.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "lines": retention.table(clock.today())}


class DueForErasure(Page):
    """Whose record, or part of it, is past its time. It proposes, and does nothing."""

    permission = Permission.ERASURE_ASK
    template_name = "rights/staff/due.html"

    def prepare(self) -> None:
        found = retention.period_for(self.kwargs["period"], clock.today())
        if found is None:
            raise Http404
        self.period = found

    def context(self) -> dict[str, Any]:
        actor, after = self.request.actor, self.request.GET.get("after", "")
        people, more = retention.due(actor, self.period, clock.today(), after=after)
        return {"period": self.period, "people": people, "more": more, "paged": bool(after)}

"""One move: reading the note, accepting the plan, writing the note, and the card of somebody who is expected."""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import viewed
from campus.core import clock
from campus.core.http import CampusRequest
from campus.core.views import FormPage, Page
from learners.views.late import PassesOn
from learners.views.staff import PersonFormPage
from plans.selectors import caseload
from transfers.actions import expected as expecting
from transfers.handover import rules
from transfers.handover.actions import accepting, notes
from transfers.handover.forms import AcceptForm, ExpectForm, GiveForm, NoteForm
from transfers.handover.selectors import accepting as choices
from transfers.handover.selectors import expected, queues
from transfers.models import TransferCase
from transfers.selectors import receipt_of


def planners(code: str | None) -> list[tuple[str, str]]:
    """Who may take somebody on, for a list to choose from."""
    return [(str(user.id), user.name) for user in caseload.planners_at(code or "", clock.today())]


class OfCase(PassesOn, FormPage, abstract=True):
    """A page about one move of somebody who is within reach."""

    case: TransferCase
    not_passed_on = "The prison where the person is decides about this."

    def prepare(self) -> None:
        case = queues.received_case(self.request.actor, self.kwargs["case_id"])
        if case is None:
            raise Http404
        self.case, self.learner = case, case.learner
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=case.learner_id, page="hand-over")

    def whose(self) -> uuid.UUID:
        return self.case.learner_id

    def context(self) -> dict[str, Any]:
        return {
            **super().context(), "case": self.case, "person": self.learner, "opened": self.opened(),
            "note": getattr(self.case, "hand_over", None), "today": clock.today(),
        }  # fmt: skip


class Accept(OfCase):
    """The note with what to do first, each open goal and place, the worker, and the receipt at the side."""

    permission = Permission.TRANSFER_VIEW
    form_class = AcceptForm
    template_name = "handover/staff/accept.html"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.may(Permission.HANDOVER_VIEW):
            self.case.hand_over = notes.read(by=request.actor, case_id=self.case.id, at=clock.now())
        return super().get(request, *args, **kwargs)

    @property
    def may_accept(self) -> bool:
        actor, here = self.request.actor, self.learner.current_establishment_id
        if here != self.case.to_establishment_id:
            return False
        return actor.may_anywhere(Permission.TRANSFER_ACCEPT) or here in actor.establishments_with(
            Permission.TRANSFER_ACCEPT
        )

    def form_arguments(self) -> dict[str, Any]:
        actor, here = self.request.actor, self.learner.current_establishment_id
        chooses = here in actor.establishments_with(Permission.CASELOAD_ASSIGN)
        return {
            "goals": choices.open_goals(self.learner.id), "places": choices.places_on_hold(self.learner),
            "planners": planners(here) if chooses else [],
            "may_stop": here in actor.establishments_with(Permission.PLAN_EDIT),
        }  # fmt: skip

    def initial(self) -> dict[str, Any]:
        note = getattr(self.case, "hand_over", None)
        return {"worker": str(note.assignee_id or "") if note else ""}

    def context(self) -> dict[str, Any]:
        actor, waits = self.request.actor, self.case.state in rules.WAITS_FOR_ACCEPTANCE
        refusal = rules.why_not_accept(state=self.case.state)
        return {
            **super().context(), "receipt": receipt_of(self.case), "refusal": refusal, "waits": waits,
            "may_accept": self.may_accept, "may_read_note": actor.may(Permission.HANDOVER_VIEW),
            "give": GiveForm(
                planners=planners(self.case.to_establishment_id) if waits and self.may_accept else [],
                initial=self.initial() | {"user": self.initial()["worker"]},
            ),
        }  # fmt: skip

    def perform(self, form: AcceptForm) -> str:
        if not self.may_accept:
            raise Http404
        row = accepting.accept(
            by=self.request.actor, case_id=self.case.id, worker_id=form.cleaned_data.get("worker"),
            goals=form.goal_choices, places_=form.place_choices, at=clock.now(),
        )  # fmt: skip
        if row.accepted_by_id is None:
            self.say("The count did not agree. A steward checks it first. Nothing is deleted.")
            return reverse("handover:case", kwargs={"case_id": self.case.id})
        mine = row.worker_id == self.request.actor.user_id
        self.say(f"You are now {self.learner.called}’s worker." if mine else "Plan accepted.")
        return reverse("learners:person", kwargs={"learner_id": self.learner.id})


class Give(OfCase):
    """Say who is to take somebody on, before anybody accepts."""

    permission = Permission.TRANSFER_ACCEPT
    form_class = GiveForm

    def form_arguments(self) -> dict[str, Any]:
        return {"planners": planners(self.case.to_establishment_id)}

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.back)

    def show(self, **extra: Any) -> HttpResponse:
        return HttpResponseRedirect(self.back)

    @property
    def back(self) -> str:
        return reverse("handover:case", kwargs={"case_id": self.case.id})

    def perform(self, form: GiveForm) -> str:
        user_id = form.cleaned_data["user"]
        notes.give_to(by=self.request.actor, case_id=self.case.id, user_id=user_id, at=clock.now())
        self.say("Saved." if user_id else "Nobody is chosen yet.")
        return self.back


class WriteNote(FormPage):
    """The sender's note. It starts from the facts, and can be changed for five working days."""

    permission = Permission.HANDOVER_EDIT
    form_class = NoteForm
    template_name = "handover/staff/note.html"

    def prepare(self) -> None:
        case = queues.sent_case(self.request.actor, self.kwargs["case_id"])
        if case is None:
            raise Http404
        self.case, self.note = case, getattr(case, "hand_over", None)

    def initial(self) -> dict[str, Any]:
        if self.note is None:
            return {"lock_version": 0}
        return {"text": self.note.text, "first": self.note.first, "lock_version": self.note.number}

    def context(self) -> dict[str, Any]:
        until = self.note.edit_until_on if self.note else clock.today()
        refusal = rules.why_not_write(state=self.case.state, today=clock.today(), until=until)
        return {"case": self.case, "person": self.case.learner, "note": self.note, "refusal": refusal}

    def perform(self, form: NoteForm) -> str:
        given = form.cleaned_data
        notes.write(
            by=self.request.actor, case_id=self.case.id, text=given["text"], first=given["first"],
            number=given["lock_version"] or 0, at=clock.now(),
        )  # fmt: skip
        self.say("Hand-over note saved.")
        return reverse("handover:left")


class Expect(PersonFormPage):
    """Note that somebody is to be moved."""

    permission = Permission.HANDOVER_EDIT
    form_class = ExpectForm
    template_name = "handover/staff/expect.html"
    not_passed_on = "The person has moved already."

    def form_arguments(self) -> dict[str, Any]:
        here = self.learner.current_establishment_id
        return {"prisons": [pair for pair in queues.prisons()[1:] if pair[0] != here]}

    def perform(self, form: ExpectForm) -> str:
        given = form.cleaned_data
        expecting.expect(
            by=self.request.actor, learner_id=self.learner.id, establishment=given["establishment"],
            expected_on=given["expected_on"], at=clock.now(),
        )  # fmt: skip
        self.say("Saved. The hand-over note is made when the person leaves.")
        return reverse("learners:person", kwargs={"learner_id": self.learner.id})


class ExpectedCard(Page):
    """What reception needs before somebody comes. Behind a setting, and each look is logged."""

    permission = Permission.HANDOVER_VIEW
    template_name = "handover/staff/expected_card.html"

    def allowed(self, request: Any) -> bool:
        return super().allowed(request) and settings.CAMPUS_EXPECTED_SUMMARY

    def prepare(self) -> None:
        card = expected.card_of(self.request.actor, self.kwargs["case_id"], clock.today())
        if card is None:
            raise Http404
        self.card = card
        viewed(by=self.request.actor, learner_id=card.case.learner_id, page="expected")

    def context(self) -> dict[str, Any]:
        return {"card": self.card, "person": self.card.case.learner}

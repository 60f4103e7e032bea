"""What came late: accepted as it is, accepted with changes, or sent back. Whoever accepts performs the same verb, in
one transaction, in the words of the author."""

import copy
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from campus.accounts.permissions import Permission
from campus.audit.recording import in_the_words_of, viewed
from campus.core import clock
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.core.forms import CampusForm
from campus.core.http import CampusRequest
from campus.core.views import FormPage
from learners.forms import EmptyForm
from learners.views.late import NOT_TYPED
from transfers.handover.actions import late as actions
from transfers.handover.forms import ReturnForm
from transfers.handover.models import LateContribution
from transfers.handover.selectors import late as selectors
from transfers.handover.views.lists import OfTransfers

GONE = "What this is about is not there any more. Send it back with a word, or open the record."
CHANGED_SINCE = "Somebody changed this after it was written. Open “Accept with changes” to see both."


class LateNotes(OfTransfers):
    """What waits here for a decision, the oldest first."""

    permission = Permission.LATE_DECIDE
    template_name = "handover/staff/late_notes.html"
    tab = "handover:late"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "rows": selectors.waiting(self.request.actor)}


class MyLateNotes(OfTransfers):
    """What I wrote that came late, and what became of it."""

    permission = Permission.LEARNER_VIEW
    template_name = "handover/staff/late_mine.html"
    tab = "handover:late-mine"

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        actions.seen_by_author(by=request.actor, at=clock.now())
        return response

    def context(self) -> dict[str, Any]:
        return {**super().context(), "rows": selectors.mine(self.request.actor)}


def page_of(request: CampusRequest, row: LateContribution, typed: QueryDict) -> Any:
    """The page that the form was sent to, as if it had been sent by whoever decides now. Raises Refused."""
    names = {**row.names, **({"learner_id": str(row.learner_id)} if "learner_id" in row.names else {})}
    try:
        match = resolve(reverse(row.page, kwargs=names))
    except (NoReverseMatch, Resolver404):
        raise Refused(GONE) from None
    asked = copy.copy(request)
    asked.method, asked.path, asked.resolver_match = "POST", reverse(row.page, kwargs=names), match
    asked.POST, asked.GET = typed, QueryDict(row.query)  # type: ignore[misc, assignment]
    page = match.func.view_class()  # type: ignore[attr-defined]
    page.setup(asked, *match.args, **match.kwargs)
    if not page.allowed(asked):
        raise Refused("This takes a role that you do not have here. Ask a colleague, or send it back.")
    try:
        page.prepare()
    except (Http404, NotYours):
        raise Refused(GONE) from None
    return page


def typed_of(row: LateContribution) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, texts in row.typed.items():
        found.setlist(name, texts)
    return found


class OfLate(FormPage, abstract=True):
    """A page about one thing that came late."""

    late: LateContribution

    def prepare(self) -> None:
        late = selectors.one(self.request.actor, self.kwargs["late_id"])
        if late is None:
            raise Http404
        self.late = late
        if self.request.method == "GET":
            viewed(by=self.request.actor, learner_id=late.learner_id, page="late note")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "late": self.late, "person": self.late.learner}

    def save(self, page: Any, form: Any, *, changed: bool) -> str:
        """Perform the verb of the page in the author's words, and settle what came late, in one transaction."""
        actor = self.request.actor
        row = actions.in_hand(by=actor, late_id=self.late.id)
        try:
            with in_the_words_of(actions.writer_of(row)):
                url = page.perform(form)
        except (Http404, NotYours):
            raise Refused(GONE) from None
        actions.accepted(by=actor, late_id=row.id, changed=changed, result_url=url, at=clock.now())
        self.say(f"Accepted. {row.created_by.name} wrote it, you saved it.")  # type: ignore[union-attr]
        return url


class AcceptLate(OfLate):
    """What was written, in words, with the ways to decide."""

    permission = Permission.LATE_DECIDE
    form_class = EmptyForm
    template_name = "handover/staff/late_note.html"

    def perform(self, form: EmptyForm) -> str:
        page = page_of(self.request, self.late, typed_of(self.late))
        inner = page.form()
        if not inner.is_valid():
            raise Refused("It cannot be saved as it is. Open “Accept with changes” to see why.")
        return self.save(page, inner, changed=False)

    def conflict(self, form: CampusForm, stale: StaleEdit) -> HttpResponse:
        form.add_refusal(Refused(CHANGED_SINCE))
        return self.show(form=form, status=422)


class ChangeLate(OfLate):
    """The form as it was filled in, to be changed and saved here."""

    permission = Permission.LATE_DECIDE
    form_class = EmptyForm
    template_name = "handover/staff/late_change.html"

    def prepare(self) -> None:
        super().prepare()
        self.page, self.refusal = None, ""
        try:
            self.page = page_of(self.request, self.late, self.typed())
            self.now = self.page.initial()
            self.refresh(self.page.request.POST)
        except Refused as refused:
            self.refusal = refused.sentence

    def typed(self) -> QueryDict:
        """What the author typed, and over it what is typed here."""
        found = typed_of(self.late)
        if self.request.method == "POST":
            for name in {**found, **self.request.POST}:
                if name not in NOT_TYPED:
                    found.setlist(name, self.request.POST.getlist(name))
        return found

    def refresh(self, typed: QueryDict) -> None:
        """Whoever saves here has seen what is stored now, so the version is the one of now."""
        for name in getattr(self.page.form_class, "carries", ()):  # type: ignore[union-attr]
            if self.request.method == "GET" and self.now.get(name) is not None:
                typed[name] = str(self.now[name])

    def form(self) -> CampusForm:
        return self.page.form() if self.page is not None else EmptyForm()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "refusal": self.refusal, "stored": self.stored()}

    def stored(self) -> list[tuple[str, str]]:
        """What is in the record now, of the fields that say something else."""
        if self.page is None:
            return []
        form = self.page.form()
        found = []
        for name, value in self.now.items():
            if name in form.fields and not form.fields[name].widget.is_hidden and value not in (None, "", []):
                typed = form[name].value()
                if str(typed) != str(value):
                    found.append((str(form.fields[name].label), str(value)))
        return found

    def perform(self, form: Any) -> str:
        if self.page is None:
            raise Refused(self.refusal)
        return self.save(self.page, form, changed=True)


class ReturnLate(OfLate):
    """Send it back, and say why."""

    permission = Permission.LATE_DECIDE
    form_class = ReturnForm
    template_name = "handover/staff/late_return.html"

    def perform(self, form: ReturnForm) -> str:
        actions.give_back(
            by=self.request.actor, late_id=self.late.id, reason=form.cleaned_data["reason"], at=clock.now()
        )
        self.say("Sent back. Whoever wrote it can read why.")
        return reverse("handover:late")

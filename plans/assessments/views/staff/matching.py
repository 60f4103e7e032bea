"""Finding somebody in the Learning Records Service. The service is asked outside every transaction."""

import dataclasses
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.errors import Refused
from campus.core.http import CampusRequest
from learners.forms import EmptyForm
from learners.views.staff import PersonFormPage
from plans.assessments import actions, cards, learning_records
from plans.assessments.forms import CandidateForm, FindForm, WhyForm
from plans.assessments.learning_records import Asked, Candidate, Found, Unreachable
from plans.assessments.rules import matching as rules
from plans.assessments.rules.matching import Outcome
from plans.assessments.seals import seal, unseal


class MatchPage(PersonFormPage, abstract=True):
    """What the pages of a match share: a refusal is shown on the page that looks for the person."""

    not_passed_on = "Look for the learning record where the person is."

    def context(self) -> dict[str, Any]:
        return {**super().context(), "learning": cards.learning(self.learner), "find": FindForm(initial=self.known())}

    def known(self) -> dict[str, Any]:
        learner = self.learner
        gender = {"M": "1", "F": "2"}.get(learner.sex, "0")
        return {
            "uln": cards.learning(learner).uln, "given_name": learner.given_name, "family_name": learner.family_name,
            "born": learner.date_of_birth, "gender": gender,
        }  # fmt: skip

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.here("match"))

    def show(self, **extra: Any) -> HttpResponse:
        self.template_name = "assessments/staff/match.html"
        return super().show(**extra)

    def here(self, name: str) -> str:
        return reverse(f"assessments:{name}", kwargs={"learner_id": self.learner.id})

    def seen(self, form: CandidateForm) -> dict[str, Any]:
        return unseal(self.learner.id, form.cleaned_data["seal"])


class FindRecord(MatchPage):
    """Look by number or by details; the answer stands under the form."""

    permission = Permission.LRS_MATCH
    form_class = FindForm

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FindForm(self.request.POST)
        if not form.is_valid():
            return self.show(form=form, find=form, status=422)
        data = {name: value for name, value in form.cleaned_data.items() if name != "form_token"}
        try:
            found = learning_records.configured().find(Asked(**data))
        except Unreachable:
            return self.show(find=form, is_unreachable=True)
        actions.looked_up(by=request.actor, learner_id=self.learner.id, outcome=found.outcome, at=clock.now())
        return self.show(find=form, found=found, **self.answer(found))

    def answer(self, found: Found) -> dict[str, Any]:
        """Each person found with the seal by which they are looked at, and the true answer in words."""
        count, key = len(found.people), self.learner.id
        people = [
            (one, seal(key, **dataclasses.asdict(one), outcome=found.outcome, count=count)) for one in found.people
        ]
        return {
            "people": people,
            "outcome": rules.OUTCOMES[found.outcome],
            "what_to_do": rules.WHAT_TO_DO.get(found.outcome, ""),
            "nobody": seal(key, outcome=found.outcome, count=count) if found.outcome not in rules.READABLE else "",
        }


class LookAtRecord(MatchPage):
    """One person's record as the service shows it, before anybody says that it is theirs."""

    permission = Permission.LRS_MATCH
    form_class = CandidateForm

    def post(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CandidateForm(self.request.POST)
        if not form.is_valid():
            return HttpResponseRedirect(self.here("match"))
        try:
            seen = self.seen(form)
            one = Candidate(**{f.name: seen[f.name] for f in dataclasses.fields(Candidate)})
            read = learning_records.configured().read(one.uln, one.given_name, one.family_name)
        except Refused as refused:
            form.add_refusal(refused)
            return self.show(form=form, status=422)
        except Unreachable:
            return self.show(is_unreachable=True)
        return self.record(seen, one, read)

    def record(self, seen: dict[str, Any], one: Candidate, read: learning_records.Read) -> HttpResponse:
        is_readable = read.outcome in rules.READABLE
        outcome = Outcome.LINKED if read.outcome == Outcome.LINKED else seen["outcome"] if is_readable else read.outcome
        sealed = seal(
            self.learner.id, uln=read.uln, given_name=one.given_name, family_name=one.family_name, outcome=outcome,
            count=seen["count"], replaced_uln=read.asked if read.uln != read.asked else "",
        )  # fmt: skip
        self.template_name = "assessments/staff/record.html"
        return super(MatchPage, self).show(
            one=one, read=read, sealed=sealed, is_readable=is_readable, outcome=rules.OUTCOMES[read.outcome],
            what_to_do=rules.WHAT_TO_DO.get(read.outcome, ""),
        )  # fmt: skip


class ConfirmMatch(MatchPage):
    permission = Permission.LRS_MATCH
    form_class = CandidateForm

    def perform(self, form: CandidateForm) -> str:
        seen = self.seen(form)
        if not seen.get("uln"):
            raise Refused("Look for the person first.")
        found = actions.Match(
            seen["uln"], seen["outcome"], seen["count"], seen["given_name"], seen["family_name"],
            seen.get("replaced_uln", ""),
        )  # fmt: skip
        actions.match(by=self.request.actor, learner_id=self.learner.id, found=found, at=clock.now())
        self.say(f"Matched. {self.learner.called}’s qualifications are being read now.")
        return self.here("education")


class RecordNoMatch(MatchPage):
    """Nobody was found, or nothing may be shown: that is kept, so that nobody looks again for nothing."""

    permission = Permission.LRS_MATCH
    form_class = CandidateForm

    def perform(self, form: CandidateForm) -> str:
        seen = self.seen(form)
        actions.cannot_be_matched(
            by=self.request.actor, learner_id=self.learner.id, outcome=seen["outcome"], count=seen["count"],
            at=clock.now(),
        )  # fmt: skip
        self.say("Saved. You can look again at any time.")
        return self.here("education")


class Unmatch(PersonFormPage):
    """Undo a match: it says what happens, and takes a reason."""

    permission = Permission.LRS_MATCH
    form_class = WhyForm
    template_name = "assessments/staff/unmatch.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "learning": cards.learning(self.learner)}

    def perform(self, form: WhyForm) -> str:
        actions.unmatch(by=self.request.actor, learner_id=self.learner.id, why=form.cleaned_data["why"], at=clock.now())
        self.say("The match was undone. The learner number is free.")
        return reverse("assessments:education", kwargs={"learner_id": self.learner.id})


class ReadAgain(PersonFormPage):
    """Have the record read again, by a worker."""

    permission = Permission.LRS_MATCH
    form_class = EmptyForm
    not_passed_on = "Look for the learning record where the person is."

    def get(self, request: CampusRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("assessments:education", kwargs={"learner_id": self.learner.id}))

    def show(self, **extra: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("assessments:education", kwargs={"learner_id": self.learner.id}))

    def perform(self, form: EmptyForm) -> str:
        actions.ask_to_read(by=self.request.actor, learner_id=self.learner.id, at=clock.now())
        self.say("The learning record is being read again.")
        return reverse("assessments:education", kwargs={"learner_id": self.learner.id})

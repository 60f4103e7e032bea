"""Putting the session that is coming on hold, and taking it off."""

from typing import Any

from django.urls import reverse

from campus.accounts.permissions import Permission
from campus.core import clock
from campus.core.components import dates
from learners.views.staff import PersonFormPage
from plans.actions import schedules as actions
from plans.forms.holds import HoldForm, RestartForm
from plans.rules.schedules import ScheduleStatus
from plans.selectors import holds, schedules


class OfSession(PersonFormPage, abstract=True):
    """A form about the one session that is coming."""

    def prepare(self) -> None:
        super().prepare()
        self.session = schedules.next_session(self.learner.id)

    def initial(self) -> dict[str, Any]:
        return {"lock_version": self.session.schedule.lock_version if self.session else None}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "session": self.session}

    def back(self) -> str:
        return reverse("learners:person", kwargs={"learner_id": self.learner.id})


class Hold(OfSession):
    permission = Permission.PLAN_EDIT
    form_class = HoldForm
    template_name = "plans/staff/hold.html"

    def form_arguments(self) -> dict[str, Any]:
        return {"reasons": holds.reasons(self.session)}

    def context(self) -> dict[str, Any]:
        today, session = clock.today(), self.session
        stays = session is not None and holds.keeps_its_lateness(self.learner, session, today)
        return {**super().context(), "refusal": holds.hold_refused(session), "stays_late": stays}

    def perform(self, form: HoldForm) -> str:
        data = form.cleaned_data
        schedule = actions.hold(
            by=self.request.actor, learner_id=self.learner.id, reason=data["reason"], words=data["words"],
            lock_version=data["lock_version"], at=clock.now(),
        )  # fmt: skip
        if schedule.status == ScheduleStatus.SCHEDULED:
            self.say(f"Saved. The session is due by {dates.long_date(holds.due_of(schedule))}.")
        else:
            self.say("On hold. Restart it when the reason ends.")
        return self.back()


class Restart(OfSession):
    permission = Permission.PLAN_EDIT
    form_class = RestartForm
    template_name = "plans/staff/restart.html"

    def context(self) -> dict[str, Any]:
        refusal, session = holds.restart_refused(self.session), self.session
        found = holds.if_restarted(self.learner, session, clock.today()) if session and not refusal else None
        return {**super().context(), "refusal": refusal, "restart": found}

    def perform(self, form: RestartForm) -> str:
        schedule = actions.restart(
            by=self.request.actor, learner_id=self.learner.id, lock_version=form.cleaned_data["lock_version"],
            at=clock.now(),
        )  # fmt: skip
        due_on = holds.due_of(schedule)
        self.say(f"Restarted. Due by {dates.long_date(due_on)}." if due_on else "Restarted.")
        return self.back()

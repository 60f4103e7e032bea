"""The page classes. A view cannot be defined without saying who may open it (house.md, section 4, net 3)."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.generic import View

from campus.core import once
from campus.core.access import PUBLIC, Everyone, SignedIn
from campus.core.errors import NotYours, Refused, StaleEdit
from campus.core.forms import CampusForm
from campus.core.http import CampusRequest


class Page(View):
    """One address. Subclasses name a `permission`, a template, and what the template is given."""

    request: CampusRequest
    permission: ClassVar[Any]
    template_name: str = ""
    http_method_names = ["get", "post", "head", "options"]

    def __init_subclass__(cls, *, abstract: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not abstract and getattr(cls, "permission", None) is None:
            raise TypeError(f"{cls.__module__}.{cls.__qualname__} must say who may open it: set `permission`")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allowed(request):
            raise Http404
        try:
            self.prepare()
            response = super().dispatch(request, *args, **kwargs)
        except NotYours:
            raise Http404 from None
        if self.permission is not PUBLIC or request.method != "GET":
            patch_cache_control(response, no_store=True, private=True)
        return response

    def allowed(self, request: Any) -> bool:
        """Whether this person may open pages of this kind at all. Which rows they see is the selector's question."""
        if isinstance(self.permission, Everyone):
            return True
        actor = getattr(request, "actor", None)
        return actor is not None and (isinstance(self.permission, SignedIn) or actor.may(self.permission))

    def prepare(self) -> None:
        """Load what the address names. Raise Http404 for what is out of scope."""

    def context(self) -> dict[str, Any]:
        """What the template is given, beside what every page has."""
        return {}

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show()

    def show(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        return render(self.request, self.template_name, {**self.context(), **extra}, status=status)

    def say(self, sentence: str) -> None:
        """Show a sentence at the top of the next page."""
        messages.success(self.request, sentence)


class FormPage(Page, abstract=True):
    """A page with one form and one verb. What was typed is kept; a second press shows the first one's result."""

    form_class: ClassVar[type[CampusForm]]
    conflict_template: ClassVar[str] = "core/stale_edit.html"

    def initial(self) -> dict[str, Any]:
        return {}

    def form(self) -> CampusForm:
        if self.request.method == "POST":
            return self.form_class(self.request.POST, **self.form_arguments())
        return self.form_class(initial=self.initial(), **self.form_arguments())

    def form_arguments(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> str:
        """Do the one verb and return the address to show next."""
        raise TypeError(f"{type(self).__name__} has no verb")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(form=self.form())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        if not form.is_valid():
            return self.show(form=form, status=422 if form.errors else 200)
        try:
            return HttpResponseRedirect(self._perform_once(form))
        except Refused as refused:
            form.add_refusal(refused)
            return self.show(form=form, status=422)
        except StaleEdit as stale:
            return self.conflict(form, stale)

    def _perform_once(self, form: CampusForm) -> str:
        return self.once_only(form, lambda: self.perform(form))

    def once_only(self, form: CampusForm, verb: Callable[[], str]) -> str:
        """Do the verb in one transaction, however often this opening of the form is sent. Returns where it leads."""
        token = form.cleaned_data.get("form_token") or uuid.uuid4()
        try:
            with transaction.atomic():
                submitted = once.claim(token, getattr(self.request.user, "pk", None))
                url = verb()
                once.finish(submitted, url)
        except once.AlreadySubmitted as first:
            return first.result_url or self.request.path
        return url

    def conflict(self, form: CampusForm, stale: StaleEdit) -> HttpResponse:
        """Both versions, and nothing chosen for the person."""
        return render(
            self.request,
            self.conflict_template,
            {**self.context(), "form": form, "stale": stale, "rows": stale_rows(form, stale)},
            status=409,
        )


def stale_rows(form: CampusForm, stale: StaleEdit) -> list[dict[str, Any]]:
    """Each field with what is stored and what was typed, for the two columns of the conflict page."""
    rows = []
    for name, theirs in stale.theirs.items():
        yours = form[name].value() if name in form.fields else ""
        label = form.fields[name].label if name in form.fields else name
        rows.append({"label": label, "theirs": theirs, "yours": yours, "changed": str(theirs) != str(yours)})
    return rows

"""On paper: the person asks, staff where the person is now print it."""

import datetime as dt
import uuid

from django.db import transaction

from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core.errors import NotYours
from campus.core.models import written
from jobs.cvs import rules
from jobs.cvs.models import CvVersion, Document, PrintRequest
from jobs.cvs.rules import PrintState
from learners.access import writable


@transaction.atomic
def ask_to_print(*, by: Actor, learner_id: uuid.UUID, version_id: uuid.UUID, at: dt.datetime) -> PrintRequest:
    """Give the PDF of a version to staff to print. From now on the file is part of the record."""
    writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    version = CvVersion.objects.filter(id=version_id, learner_id=learner_id).select_related("rendering").first()
    if version is None:
        raise NotYours(f"CV {version_id}")
    asked = PrintRequest.objects.filter(version=version).waiting().exists()
    rules.check_may_ask_to_print(state=version.rendering.state, asked=asked)
    document = _document(by, version, at)
    request = PrintRequest.objects.create(version=version, document=document, learner_id=learner_id, **written(by, at))
    record(by=by, verb="cv.print_asked_for", subject=request, version=str(version.id), document=str(document.id))
    return request


def _document(by: Actor, version: CvVersion, at: dt.datetime) -> Document:
    """The file as something that was given. Given twice, it is the same paper."""
    pages = version.rendering
    document, _ = Document.objects.get_or_create(
        learner_id=version.learner_id,
        sha256=pages.sha256,
        defaults={
            "title": f"CV {version.number}",
            "file_name": pages.file_name,
            "size": pages.size,
            **written(by, at),
        },
    )
    return document


@transaction.atomic
def open_to_print(*, by: Actor, request_id: uuid.UUID) -> Document:
    """Hand the PDF to somebody who may print it where the person is now. Each opening is written down."""
    request = _reachable(by, request_id)
    record(by=by, verb="cv.opened_to_print", subject=request, document=str(request.document_id))
    return request.document


@transaction.atomic
def mark_printed(*, by: Actor, request_id: uuid.UUID, at: dt.datetime) -> PrintRequest:
    """Staff have printed it and given it to the person."""
    request = _reachable(by, request_id)
    rules.check_may_mark_printed(state=request.state)
    request.state, request.printed_at, request.printed_by_id = PrintState.PRINTED, at, by.user_id
    request.touch(by, at)
    request.save()
    record(by=by, verb="cv.printed", subject=request)
    return request


def _reachable(by: Actor, request_id: uuid.UUID) -> PrintRequest:
    """The request under the lock of its person, if this actor may print for them at this instant."""
    owner = PrintRequest.objects.filter(id=request_id).values_list("learner_id", flat=True).first()
    if owner is None:
        raise NotYours(f"print request {request_id}")
    writable(by=by, learner_id=owner, permission=Permission.CV_PRINT)
    return PrintRequest.objects.select_related("document", "learner").get(id=request_id)

"""From answers to pages: a version is frozen, a worker makes its PDF and pictures, once."""

import datetime as dt
import logging
import uuid

from django.db import transaction

from campus.accounts import actors
from campus.accounts.actors import Actor
from campus.accounts.permissions import Permission
from campus.audit.recording import record
from campus.core import files, outbox, pdf
from campus.core.errors import NotYours
from campus.core.models import written
from jobs.cvs import layout, rules, selectors
from jobs.cvs.models import Cv, CvRendering, CvVersion
from jobs.cvs.rules import Progress, RenderingState
from learners.access import writable

log = logging.getLogger(__name__)

TOPIC = "cv.render"
NOT_MADE = "Something went wrong when the pages were made."


@transaction.atomic
def ask_for_pdf(*, by: Actor, learner_id: uuid.UUID, at: dt.datetime) -> CvVersion:
    """Freeze the answers as a version and owe its pages.

    Asking again with the same answers gives the version that is there: the same content is never made twice.
    """
    learner = writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    cv = Cv.objects.filter(learner_id=learner_id).first()
    answers = selectors.words_of(cv.id) if cv else {}
    rules.check_may_make(answered=len(answers))
    assert cv is not None  # nothing answered is refused above
    held = rules.content(name=learner.name, language=cv.language, answers=answers)
    digest = rules.digest(held)
    latest = CvVersion.objects.filter(cv=cv).order_by("-number").first()
    if latest and latest.digest == digest:
        _bring_up_to_date(by, latest, at)
        return latest
    version = CvVersion.objects.create(
        cv=cv,
        learner=learner,
        number=latest.number + 1 if latest else 1,
        content=held,
        digest=digest,
        **written(by, at),
    )
    rendering = CvRendering.objects.create(version=version, learner=learner, key=rules.key(digest), **written(by, at))
    _owe(rendering)
    record(by=by, verb="cv.asked_for", subject=version, number=version.number)
    return version


@transaction.atomic
def try_again(*, by: Actor, learner_id: uuid.UUID, version_id: uuid.UUID, at: dt.datetime) -> CvRendering:
    """Owe the pages again after a failure. Raises Refused when they did not fail."""
    writable(by=by, learner_id=learner_id, permission=Permission.OWN_EDIT)
    rendering = _locked(version_id=version_id, learner_id=learner_id)
    if rendering is None:
        raise NotYours(f"CV {version_id}")
    rules.check_may_try_again(progress=selectors.progress(rendering, at))
    _start_over(by, rendering, at)
    record(by=by, verb="cv.asked_for_again", subject=rendering.version)
    return rendering


@transaction.atomic
def render(*, rendering_id: uuid.UUID, attempt: int, at: dt.datetime) -> None:
    """Make the pages that are owed. Run twice, it makes them once; stopped half way, it is simply run again.

    The row is locked while the pages are made, the person is not: pages belong to a version, which never changes.
    A fault that may pass is raised, so that the outbox tries again; after TRIES it is said, as is one that stays.
    """
    rendering = _locked(id=rendering_id)
    if rendering is None or rendering.state != RenderingState.WAITING:
        return
    by = actors.system()
    try:
        if not _same_as_before(rendering):
            _make(rendering)
    except pdf.PdfUnavailable as missing:
        _fail(rendering, missing.sentence)
    except Exception:
        if attempt < rules.TRIES:
            raise
        log.exception("CV rendering %s was given up", rendering.id)
        _fail(rendering, NOT_MADE)
    else:
        rendering.state, rendering.failure = RenderingState.READY, ""
    rendering.attempts += attempt
    rendering.touch(by, at)
    rendering.save()
    record(by=by, verb=f"cv.pages_{'failed' if rendering.has_failed else 'made'}", subject=rendering)


def _make(rendering: CvRendering) -> None:
    """Put the PDF and its pictures in the store. A name holds the key, so a second run puts the same files."""
    version = rendering.version
    made = pdf.make(layout.html(version.content), identifier=rendering.key)
    folder = f"cvs/{rendering.learner_id}/{rendering.key[:32]}"
    stored = files.put(made.content, f"{folder}.pdf")
    pictures = pdf.page_images(made.content, width=rules.PICTURE_WIDTH)
    rendering.file_name, rendering.size, rendering.sha256 = stored.name, stored.size, stored.sha256
    rendering.pictures = [files.put(one, f"{folder}-{n}.png").name for n, one in enumerate(pictures, start=1)]
    rendering.pages = made.pages


def _same_as_before(rendering: CvRendering) -> bool:
    """Take over the files of the person's earlier version with the same content and layout, if they are whole."""
    rows = CvRendering.objects.filter(
        learner_id=rendering.learner_id, key=rendering.key, state=RenderingState.READY
    ).exclude(id=rendering.id)
    twin = rows.first()
    if twin is None or files.check(twin.file_name, twin.size, twin.sha256) is not None:
        return False
    for field in ("file_name", "size", "sha256", "pages", "pictures"):
        setattr(rendering, field, getattr(twin, field))
    return True


def _fail(rendering: CvRendering, sentence: str) -> None:
    rendering.state, rendering.failure = RenderingState.FAILED, sentence[:300]


def _bring_up_to_date(by: Actor, version: CvVersion, at: dt.datetime) -> None:
    """Pages that failed or have an old layout are owed again. Pages ready or on their way are left alone."""
    rendering = _locked(version_id=version.id)
    assert rendering is not None  # made in the transaction of its version
    if selectors.progress(rendering, at) == Progress.FAILED or rendering.key != rules.key(version.digest):
        _start_over(by, rendering, at)
        record(by=by, verb="cv.asked_for_again", subject=version)


def _start_over(by: Actor, rendering: CvRendering, at: dt.datetime) -> None:
    rendering.state, rendering.failure = RenderingState.WAITING, ""
    rendering.key = rules.key(rendering.version.digest)
    rendering.touch(by, at)
    rendering.save()
    _owe(rendering)


def _owe(rendering: CvRendering) -> None:
    outbox.queue(topic=TOPIC, key=rules.owed_key(rendering.id), body={"rendering": str(rendering.id)})


def _locked(**which: uuid.UUID) -> CvRendering | None:
    rows = CvRendering.objects.select_for_update(of=("self",)).select_related("version")
    return rows.filter(**which).first()

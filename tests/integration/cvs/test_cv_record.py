import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from campus.core import files
from jobs.cvs import actions, record
from jobs.cvs.models import Cv
from learners.record_kinds import RecordClass
from tests.factories import cvs as make

pytestmark = pytest.mark.django_db
AT = make.AT


class TestRecord:
    def test_counts_everything_but_the_pages(self):
        classes = {kind.name: kind.record_class for kind in record.KINDS}
        assert classes.pop("cv_rendering") == RecordClass.DERIVED
        assert set(classes) == {"cv", "cv_answer", "cv_version", "document", "print_request"}
        assert set(classes.values()) == {RecordClass.RECORD}

    def test_digests_the_size_and_the_sha256_of_a_document(self):
        document = next(kind for kind in record.KINDS if kind.name == "document")
        assert {"size", "sha256", "file_name"} <= {field.name for field in document.fields}


class TestFiles:
    def test_finds_a_file_that_was_cut_short(self, learner):
        version = make.made(learner)
        actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        ((name, files_of),) = record.FILES
        ((_, file_name, size, sha256),) = files_of(learner.id)
        assert name == "document"
        assert files.check(file_name, size, sha256) is None
        with open(default_storage.path(file_name), "r+b") as file:
            file.truncate(100)
        assert files.check(file_name, size, sha256) == f"The file should be {size:,} bytes long, and 100 are there."

    def test_has_nothing_for_somebody_else(self, learner):
        version = make.made(learner)
        actions.ask_to_print(by=make.themselves(learner), learner_id=learner.id, version_id=version.id, at=AT)
        assert list(record.files_of(make.a_person(given_name="Rhys").id)) == []


class TestRenderCv:
    def test_writes_the_file_that_the_worker_makes(self, learner, tmp_path):
        version = make.made(learner)
        for given in (version.id, Cv.objects.get().id):
            to = tmp_path / f"{given}.pdf"
            call_command("render_cv", str(given), "--to", str(to))
            assert to.read_bytes() == files.read(version.rendering.file_name)

    def test_says_in_a_line_what_it_cannot_do(self, learner, tmp_path):
        make.answered(learner)
        cv = str(Cv.objects.get().id)
        for given, to, sentence in [
            ("x", tmp_path / "a.pdf", "is not the id of a CV"),
            ("0190a6e2-7b3c-7def-8123-456789abcdef", tmp_path / "a.pdf", "There is no CV"),
            (cv, tmp_path / "none" / "a.pdf", "cannot be written"),
        ]:
            with pytest.raises(CommandError, match=sentence):
                call_command("render_cv", given, "--to", str(to))

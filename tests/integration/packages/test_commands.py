"""The three commands: what they print, and with what they end (interfaces.md)."""

import hashlib
import io
import json
import os
import stat
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from campus.core import pdf, signing_keys
from learners import digests
from plans.models import Goal
from tests.factories import packages as make
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import with_plan
from transfers.packages.models import AccessCase, AccessItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    learner = LearnerFactory()
    with_plan(learner)
    return learner


def run(*arguments):
    """What a command printed, and its exit code."""
    out = io.StringIO()
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as left:
        return out.getvalue(), left.code
    return out.getvalue(), 0


def exported(person, path, *more):
    with make.without_paper():
        return run("export_record", number_of(person), "--to", str(path), "--json", *more)


class TestExportRecord:
    def test_writes_one_file_whole_for_its_owner_alone(self, person, tmp_path):
        path = tmp_path / "record.zip"
        printed, code = exported(person, path)
        said = json.loads(printed)
        assert code == 0 and stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert (
            said["root"]
            == digests.take(person.id).root
            == json.loads(run("record", number_of(person), "--json")[0])["root"]
        )
        assert said["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert [one.name for one in tmp_path.iterdir()] == ["record.zip"]
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None and "manifest.jws" in archive.namelist()

    def test_makes_a_paper_that_is_a_pdf(self, person, tmp_path):
        path = tmp_path / "record.zip"
        run("export_record", number_of(person), "--to", str(path))
        with zipfile.ZipFile(path) as archive:
            paper = archive.read("summary.pdf")
        assert paper.startswith(b"%PDF") and pdf.page_images(paper, width=200)

    def test_locks_it_to_a_recipient_as_pem_or_jwk(self, person, tmp_path):
        key, path = tmp_path / "barlinnie.json", tmp_path / "record.jwe"
        key.write_text(json.dumps(signing_keys.public(signing_keys.opening_key())))
        printed, code = exported(person, path, "--recipient", str(key))
        assert code == 0 and path.read_bytes().startswith(b"eyJ")
        assert json.loads(printed)["locked_to"] == signing_keys.opening_key().thumbprint()

    def test_says_in_a_line_what_it_cannot_do(self, person, tmp_path):
        nothing = tmp_path / "nothing.json"
        nothing.write_text("hello")
        number, to = number_of(person), str(tmp_path / "x.zip")
        for arguments, sentence in [
            (("Z9999ZZ", "--to", to), "Nobody is known by Z9999ZZ"),
            (("hello", "--to", to), "A prison number looks like"),
            ((number, "--to", to, "--recipient", str(nothing)), "This is no X25519 key"),
            ((number, "--to", to, "--recipient", str(tmp_path / "none")), "cannot be read"),
            ((number, "--to", str(tmp_path / "none" / "x.zip")), "cannot be written"),
        ]:
            with make.without_paper(), pytest.raises(CommandError, match=sentence):
                run("export_record", *arguments)


class TestImportRecord:
    def test_says_that_all_is_here(self, person, tmp_path):
        path = tmp_path / "record.zip"
        exported(person, path)
        printed, code = run("import_record", str(path), "--json")
        said = json.loads(printed)
        assert code == 0 and not said["changed"] and said["same_root"]
        assert "Nothing was changed" in run("import_record", str(path))[0]

    def test_writes_somebody_of_whom_nobody_has_heard(self, tmp_path):
        path = tmp_path / "record.zip"
        with transaction.atomic():
            learner = LearnerFactory()
            with_plan(learner)
            number, root = number_of(learner), json.loads(exported(learner, path)[0])["root"]
            transaction.set_rollback(True)
        printed, code = run("import_record", str(path), "--json")
        assert (json.loads(printed)["refused"], code) == ("unknown_subject", 1)
        printed, code = run("import_record", str(path), "--match", number, "--json")
        said = json.loads(printed)
        assert code == 0 and said["changed"] and said["same_root"]
        assert json.loads(run("record", number, "--json")[0])["root"] == root
        told = Goal.objects.get().history.get().pgh_context
        assert told.metadata["command"] == "import_record"
        printed, code = run("import_record", str(path), "--match", number, "--json")
        assert (json.loads(printed)["refused"], code) == ("replay", 1)

    def test_refuses_with_a_code_and_a_sentence(self, person, tmp_path):
        path = tmp_path / "record.zip"
        exported(person, path)
        content = bytearray(path.read_bytes())
        content[content.find(b"warehouse")] ^= 1
        path.write_bytes(content)
        printed, code = run("import_record", str(path), "--json")
        said = json.loads(printed)
        assert code == 1 and said["refused"] == "digest_mismatch" and said["says"].endswith(".")
        printed, code = run("import_record", str(path))
        assert code == 1 and printed.startswith("Refused: digest_mismatch")

    @pytest.mark.parametrize(("change", "code"), [
        ({"version": 2}, "unsupported_version"), ({"format": "other"}, "unsupported_version"),
        ({"expires_at": "2020-01-01T00:00:00.000000Z"}, "expired"), ({"complete": False}, "policy"),
        ({"recipient": {"name": "x", "key_id": "somebody"}}, "policy"), ({"expires_at": "soon"}, "unsupported_version"),
        ({"root": "0" * 64}, "digest_mismatch"), ({"subject": None}, "unsupported_version"),
    ])  # fmt: skip
    def test_refuses_what_the_manifest_says(self, person, tmp_path, change, code):
        path = tmp_path / "record.zip"
        exported(person, path)
        manifest, entries = make.inside(path.read_bytes())
        path.write_bytes(make.packed(manifest | change, entries, count=False))
        printed, left = run("import_record", str(path), "--json")
        assert (json.loads(printed)["refused"], left) == (code, 1)

    def test_counts_the_rows_itself(self, person, tmp_path):
        path = tmp_path / "record.zip"
        exported(person, path)
        manifest, entries = make.inside(path.read_bytes())
        manifest["kinds"]["goal"]["count"] = 2
        path.write_bytes(make.packed(manifest, entries, count=False))
        assert json.loads(run("import_record", str(path), "--json")[0])["refused"] == "count_mismatch"

    def test_ends_with_an_error_for_what_is_no_package(self, tmp_path):
        path = tmp_path / "letter.txt"
        path.write_text("Dear campus")
        for file in (path, tmp_path / "none", tmp_path):
            with pytest.raises(CommandError):
                run("import_record", str(file), "--json")


class TestSubjectAccess:
    @pytest.fixture(autouse=True)
    def _no_pdf(self, no_pdf):
        """These are not about the paper."""

    def test_writes_everything_in_one_file_and_says_what_waits(self, person, tmp_path):
        from plans.models import Goal

        Goal.objects.filter(learner=person).update(note="A friend of Liam Carter")
        path = tmp_path / "all.zip"
        printed, code = run("subject_access", number_of(person), "--to", str(path), "--json")
        said = json.loads(printed)
        assert code == 1 and not said["reviewed"] and said["waiting_in"]["record-goal"] >= 1
        with zipfile.ZipFile(path) as archive:
            assert b"not to be given to anybody" in archive.read("index.html")
            assert b"Liam Carter" not in archive.read("sections/record-goal.html")

    def test_ends_well_when_all_is_read(self, person, tmp_path):
        path = tmp_path / "all.zip"
        run("subject_access", number_of(person), "--to", str(path), "--json")
        from tests.factories.accounts import posted
        from transfers.packages.actions import access

        officer = posted("DPO_SAR", None)
        for item in AccessItem.objects.filter(verdict=""):
            access.decide(by=officer, item_id=item.id, verdict="KEEP", reason="Nobody", at=make.AT)
        printed, code = run("subject_access", number_of(person), "--to", str(path), "--json")
        assert code == 0 and json.loads(printed)["reviewed"]
        assert AccessCase.objects.count() == 1

    def test_says_in_a_line_what_it_cannot_do(self, person, tmp_path):
        with pytest.raises(CommandError, match="Nobody is known"):
            run("subject_access", "Z9999ZZ", "--to", str(tmp_path / "x.zip"))
        with pytest.raises(CommandError, match="cannot be written"):
            run("subject_access", number_of(person), "--to", str(tmp_path / "none" / "x.zip"))


class TestPackageKeys:
    def test_prints_what_others_need_and_nothing_secret(self):
        said = json.loads(run("package_keys")[0])
        assert said["issuer"]["kid"] == signing_keys.key_id()
        assert all("d" not in key for key in said.values())

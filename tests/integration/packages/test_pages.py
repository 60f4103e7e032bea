"""Pages of packages and of answers: what they show, what they refuse, and what they ask of the database."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from campus.audit.models import Event, Viewing
from campus.core import audiences, outbox
from campus.core.ids import new_id
from learners.models import Learner
from tests.factories import packages as make
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import with_plan
from transfers.packages.actions import access
from transfers.packages.models import AccessCase, AccessItem, PackageCase, ReceivedPackage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pdf")]
LONG = "Wolfeschlegelsteinhausenbergerdorffmann"


@pytest.fixture
def person():
    learner = providers.a_person(family_name=LONG)
    with_plan(learner)
    return learner


@pytest.fixture
def kiosk(person):
    return providers.at_kiosk(person)


def staff(role="EDU_MGR", place="LEI"):
    return providers.signed_in(posted(role, place).user, audiences.STAFF)


def steward():
    return staff("NAT_STEWARD", None)


def officer():
    return staff("DPO_SAR", None)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


class TestSending:
    def test_is_asked_decided_made_fetched_and_answered(self, person):
        asking, deciding = staff(), steward()
        page = asking.post(f"/staff/people/{person.id}/package/", {
            "purpose": "OTHER_JURISDICTION", "legal_basis": "PUBLIC_TASK", "recipient": "HMP Barlinnie",
            "reason": "Moves to Scotland",
        })  # fmt: skip
        case = PackageCase.objects.get()
        here = f"/staff/packages/{case.id}/"
        assert page["Location"] == here
        assert "You asked for this. Somebody else must decide." in asking.get(here).content.decode()
        assert asking.get(f"{here}decide/").status_code == 404
        assert "1 waits for your decision" in deciding.get("/staff/packages/").content.decode()
        assert deciding.post(f"{here}decide/", {"decision": "approve"}).status_code == 302
        waiting = asking.get(here)
        assert "See if it is ready" in waiting.content.decode() and waiting["Refresh"].startswith("5; url=")
        for message in outbox.claim(lanes=frozenset({"pdf"})):
            assert outbox.deliver(message)
        assert "Download the package" in asking.get(here).content.decode()
        file = asking.get(f"{here}file/")
        content = b"".join(file.streaming_content)
        assert make.checked(content, at=dt.datetime.now(dt.UTC)).root == PackageCase.objects.get().root
        assert "attachment" in file["Content-Disposition"] and file["X-Content-Type-Options"] == "nosniff"
        root = PackageCase.objects.get().root
        assert asking.post(f"{here}answer/", {"said": "INTEGRATED", "root": "0" * 64}).status_code == 422
        assert asking.post(f"{here}answer/", {"said": "INTEGRATED", "root": root}).status_code == 302
        assert asking.post(f"{here}close/").status_code == 302
        assert PackageCase.objects.get().state == "CLOSED"

    def test_keeps_what_was_typed_beside_an_error(self, person):
        page = staff().post(f"/staff/people/{person.id}/package/", {"recipient": "HMP Barlinnie"})
        assert page.status_code == 422
        assert "Choose what allows it" in page.content.decode() and "HMP Barlinnie" in page.content.decode()

    def test_costs_the_same_for_one_and_for_thirty(self, person):
        client = steward()
        first = make.a_case(person)
        before = queries(client, "/staff/packages/")
        for _n in range(29):
            other = LearnerFactory()
            PackageCase.objects.create(
                learner=other, purpose="PROVIDER", legal_basis="CONSENT", recipient="X", reason="Y",
                created_at=make.AT, updated_at=make.AT, created_by=posted("EDU_MGR").user,
            )  # fmt: skip
        assert queries(client, "/staff/packages/") == before
        assert first.learner.list_name in client.get("/staff/packages/").content.decode()

    def test_is_written_in_the_access_log(self, person):
        case = make.a_case(person)
        staff().get(f"/staff/packages/{case.id}/")
        assert Viewing.objects.filter(learner_id=person.id, page="package").exists()


class TestTakingIn:
    def sent(self):
        with transaction.atomic():
            learner = LearnerFactory()
            with_plan(learner)
            content, number = make.built(learner, at=dt.datetime.now(dt.UTC)).content, number_of(learner)
            transaction.set_rollback(True)
        return content, number

    def test_checks_keeps_apart_matches_and_writes(self):
        (content, number), client = self.sent(), steward()
        page = client.post("/staff/packages/received/", {"file": SimpleUploadedFile("record.zip", content)})
        package = ReceivedPackage.objects.get()
        here = f"/staff/packages/received/{package.id}/"
        assert page["Location"] == here and package.state == "QUARANTINED"
        assert not Learner.objects.filter(id=package.manifest["subject"]["learner_id"]).exists()
        assert number in client.get(here).content.decode()
        refused = client.post(here, {"match": ""})
        assert refused.status_code == 422 and "unknown_subject" in refused.content.decode()
        assert client.post(here, {"match": number}).status_code == 302
        package.refresh_from_db()
        assert package.state == "IMPORTED" and package.result["same_root"]
        assert "What became of it" in client.get(here).content.decode()
        assert "Taken in" in client.get("/staff/packages/received/").content.decode()

    @pytest.mark.parametrize(("content", "says"), [
        (b"Dear campus", "The file is no package"), (b"PK\3\4" + b"\0" * 40, "plain ZIP"), (b"", "The file is empty"),
    ])  # fmt: skip
    def test_says_beside_the_field_what_is_wrong(self, content, says):
        page = steward().post("/staff/packages/received/", {"file": SimpleUploadedFile("x.zip", content)})
        assert page.status_code == 422 and says in page.content.decode()
        assert not ReceivedPackage.objects.exists()

    def test_names_the_code_of_a_changed_package(self):
        content, _number = self.sent()
        changed = SimpleUploadedFile("x.zip", content.replace(b"warehouse", b"Warehouse"))
        page = steward().post("/staff/packages/received/", {"file": changed})
        assert page.status_code == 422 and "digest_mismatch" in page.content.decode()

    def test_can_be_turned_away(self, person):
        package, client = make.a_received(person), steward()
        here = f"/staff/packages/received/{package.id}/away/"
        assert client.post(here, {"words": ""}).status_code == 422
        assert client.post(here, {"words": "Not ours"}).status_code == 302
        package.refresh_from_db()
        assert (package.state, package.words) == ("REFUSED", "Not ours")
        assert Event.objects.filter(verb="package.turned_away").exists()


class TestAnswering:
    def test_is_started_collected_read_and_handed_over(self, person):
        from plans.models import Goal

        Goal.objects.filter(learner=person).update(note="Works with Liam Carter")
        client = officer()
        page = client.post(f"/staff/people/{person.id}/subject-access/")
        case = AccessCase.objects.get()
        here = f"/staff/subject-access/{case.id}/"
        assert page["Location"] == here
        assert "sections read" in client.get(here).content.decode()
        while messages := outbox.claim(lanes=frozenset({"bulk"})):
            assert all(outbox.deliver(message) for message in messages)
        assert "Read the next part" in client.get(here).content.decode()
        for _n in range(AccessItem.objects.count()):
            part = client.get(f"{here}read/")
            if part["Location"] == here:
                break
            shown = client.get(part["Location"]).content.decode()
            assert "<mark>" in shown
            assert client.post(part["Location"], {"verdict": "BLACK_OUT"}).status_code == 422
            done = client.post(part["Location"], {"verdict": "BLACK_OUT", "reason": "Somebody else", "alike": "on"})
            assert done.status_code == 302
        for message in outbox.claim(lanes=frozenset({"pdf"})):
            assert outbox.deliver(message)
        assert "Download the copy" in client.get(here).content.decode()
        file = client.get(f"{here}file/")
        assert b"".join(file.streaming_content).startswith(b"PK")
        assert "Handed over on" in client.get(here).content.decode()

    def test_costs_the_same_for_one_and_for_thirty(self, person):
        client = officer()
        make.a_read_answer(person)
        before = queries(client, "/staff/subject-access/")
        for _n in range(29):
            make.a_read_answer(LearnerFactory())
        assert queries(client, "/staff/subject-access/") == before

    def test_reads_no_part_of_another_answer(self, person):
        mine, other = make.a_read_answer(person), make.a_read_answer(LearnerFactory())
        address = f"/staff/subject-access/{mine.section.case_id}/read/{other.id}/"
        assert officer().get(address).status_code == 404
        assert officer().get(f"/staff/subject-access/{mine.section.case_id}/read/{new_id()}/").status_code == 404

    def test_can_change_nothing_when_it_is_read_through(self, person):
        item = make.a_read_answer(person)
        address = f"/staff/subject-access/{item.section.case_id}/read/{item.id}/"
        assert "This copy is read through" in officer().get(address).content.decode()
        assert officer().post(address, {"verdict": "KEEP", "reason": "x"}).status_code == 422

    def test_goes_on_with_the_one_that_is_open(self, person):
        by = posted("DPO_SAR", None)
        access.start(by=by, learner_id=person.id, at=make.AT)
        assert "Go on with it" in officer().get(f"/staff/people/{person.id}/subject-access/").content.decode()


class TestOwnCopy:
    def test_is_asked_for_waited_for_and_read(self, person, kiosk):
        assert "Ask for a copy" in kiosk.get("/learn/record/").content.decode()
        page = kiosk.post("/learn/record/copy/")
        copy = PackageCase.objects.get()
        here = f"/learn/record/{copy.id}/"
        assert page["Location"] == here
        waiting = kiosk.get(here)
        assert "We are making your copy" in waiting.content.decode() and "Refresh" in waiting
        for message in outbox.claim(lanes=frozenset({"pdf"})):
            assert outbox.deliver(message)
        assert "Goals (1)" in kiosk.get(here).content.decode()
        assert "Get a job in a warehouse" in kiosk.get(f"{here}goal/1/").content.decode()
        for nothing in ("goal/2/", "goal/0/", "concern/1/", "no-such/1/"):
            assert kiosk.get(here + nothing).status_code == 404

    def test_that_could_not_be_made_is_tried_again(self, person, kiosk):
        copy = make.an_own_copy(person)
        PackageCase.objects.filter(id=copy.id).update(state="NOT_MADE")
        assert "We could not make your copy" in kiosk.get(f"/learn/record/{copy.id}/").content.decode()
        assert kiosk.post(f"/learn/record/{copy.id}/again/").status_code == 302
        copy.refresh_from_db()
        assert copy.state == "MAKING"
        assert kiosk.post(f"/learn/record/{copy.id}/again/").status_code == 302

    def test_is_printed_by_staff_where_the_person_is(self, person):
        copy = make.an_own_copy(person)
        client = staff("KEYW")
        assert "Print the copy of" in client.get(f"/staff/people/{person.id}/own-copy/").content.decode()
        paper = client.get(f"/staff/people/{person.id}/own-copy/{copy.id}/")
        assert b"".join(paper.streaming_content).startswith(b"%PDF") and paper["Content-Type"] == "application/pdf"
        assert staff("KEYW", "HLI").get(f"/staff/people/{person.id}/own-copy/{copy.id}/").status_code == 404
        assert staff("TUTOR").get(f"/staff/people/{person.id}/own-copy/").status_code == 404

    def test_stands_on_home_and_on_the_persons_page(self, person, kiosk):
        assert "Your record" in kiosk.get("/learn/").content.decode()
        shown = staff().get(f"/staff/people/{person.id}/").content.decode()
        assert "Copies of this record" in shown and "Send the record elsewhere" in shown
        assert "Send the record elsewhere" not in staff("KEYW").get(f"/staff/people/{person.id}/").content.decode()


class TestNobodysWords:
    def test_become_mark_up(self, person):
        from plans.models import Goal

        Goal.objects.filter(learner=person).update(title="<script>alert(1)</script>", note="{{ settings.SECRET_KEY }}")
        _manifest, entries = make.inside(make.built(person).content)
        page = entries["summary.html"]
        assert b"<script>" not in page and b"&lt;script&gt;" in page and b"{{ settings.SECRET_KEY }}" in page
        assert io.BytesIO(page).read(9) == b"<!doctype"

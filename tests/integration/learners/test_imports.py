"""Bringing in files: a check that saves nothing, rows written once each, and nothing half done."""

import datetime as dt
import io
import re

import pytest
from django.db import transaction

from campus.accounts.models import Posting
from campus.audit.models import Event
from campus.core import outbox
from campus.core.errors import NotYours, Refused
from campus.core.models import OutboxMessage
from learners.imports import actions, registry, rules, selectors
from learners.imports.models import ImportBatch, ImportRow
from learners.models import Identifier, Learner, Placement
from tests.factories.accounts import posted
from tests.factories.imports import AT, HEAD, a_batch
from tests.factories.learners import LearnerFactory, number_of
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def run(batch: ImportBatch, by=None) -> ImportBatch:
    """Confirm, and let a worker do all of it."""
    actions.confirm(by=by or posted("EDU_MGR"), batch_id=batch.id, at=AT)
    return worked(batch)


def worked(batch: ImportBatch) -> ImportBatch:
    while message := outbox.waiting(AT + dt.timedelta(days=9999)).filter(topic=actions.TOPIC).first():
        claimed = outbox.claim(only=str(message.id), limit=1)
        assert all(outbox.deliver(one) for one in claimed)
    batch.refresh_from_db()
    return batch


def verdicts(batch: ImportBatch) -> list[tuple[str, str]]:
    return [(row.verdict, " ".join(row.reasons)) for row in ImportRow.objects.filter(batch=batch).order_by("number")]


def many(count: int) -> str:
    return "".join(f"B{n:04d}ZZ,Ann,Row{n},27/03/1990,B1\n" for n in range(count))


class TestCheck:
    def test_says_of_each_row_what_will_become_of_it_and_saves_nothing(self):
        known, elsewhere = LearnerFactory(given_name="Ann", cell="A1"), LearnerFactory(current_establishment_id="HLI")
        before = list(Learner.objects.order_by("id").values())
        batch = a_batch(
            head="prison_number,given_name,family_name,cell",
            rows=f"{number_of(known)},,,B2\n{number_of(known)},,,B2\n{number_of(elsewhere)},,,B2\nA9990ZZ,New,Person,\n"
            f"A9991ZZ,,,\nnonsense,,,\n",
        )
        assert [verdict for verdict, _ in verdicts(batch)] == [
            "GOOD", "REFUSED", "REFUSED", "LOOK", "REFUSED", "REFUSED",
        ]  # fmt: skip
        assert (batch.good, batch.look, batch.refused) == (1, 1, 4)
        assert list(Learner.objects.order_by("id").values()) == before

    def test_notes_a_name_that_will_change_and_what_is_known_already(self):
        learner = LearnerFactory(given_name="Ann", family_name="Known")
        rows = f"{number_of(learner)},Ann,Other,,\n"
        assert verdicts(a_batch(rows=rows))[0][0] == "LOOK"
        assert "known already" in verdicts(a_batch(rows=f"{number_of(learner)},Ann,Known,,\n"))[0][1]

    def test_asks_the_database_as_much_for_thousand_rows_as_for_one(self, django_assert_max_num_queries):
        by = posted("EDU_MGR")
        with django_assert_max_num_queries(12):
            assert a_batch(by=by, rows=many(1000)).look == 1000

    @pytest.mark.parametrize("role", ["TUTOR", "CIAG", "KEYW", "NAT_VIEW"])
    def test_is_not_for_other_roles(self, role):
        with pytest.raises(NotYours):
            a_batch(by=posted(role, None if role == "NAT_VIEW" else "LEI"))

    def test_knows_no_other_kind_of_file(self):
        with pytest.raises(NotYours):
            a_batch(kind="secrets")

    def test_keeps_no_file_that_cannot_be_read(self):
        with pytest.raises(Refused):
            a_batch(head="shoe size", rows="9\n")
        assert not ImportBatch.objects.exists()


class TestRun:
    def test_makes_somebody_new_and_corrects_somebody_known(self):
        known = LearnerFactory(cell="A1", release_on=None)
        rows = f"A9990ZZ,New,Person,27/03/1990,B1\n{number_of(known)},,,,B2\n"
        batch = run(a_batch(rows=rows))
        made = Identifier.objects.get(value="A9990ZZ").learner
        assert (made.name, made.cell, made.current_establishment_id) == ("New Person", "B1", "LEI")
        assert Placement.objects.get(learner=made).provisional is True
        known.refresh_from_db()
        assert known.cell == "B2" and batch.state == "DONE"
        assert Event.objects.filter(learner_id=known.id, verb="learner.corrected").exists()

    def test_writes_no_row_twice_when_the_file_comes_again(self):
        run(a_batch(rows=many(3)))
        before = list(Learner.objects.order_by("id").values("id", "updated_at"))
        again = run(a_batch(rows=many(3)))
        assert again.state == "DONE" and list(Learner.objects.order_by("id").values("id", "updated_at")) == before

    def test_goes_on_where_a_worker_was_killed(self):
        batch = a_batch(rows=many(rules.CHUNK * 2 + 5))
        actions.confirm(by=posted("EDU_MGR"), batch_id=batch.id, at=AT)
        actions.run_chunk(batch_id=batch.id, at=AT)
        assert selectors.progress(batch).done == rules.CHUNK
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            actions.run_chunk(batch_id=batch.id, at=AT)
            raise KeyboardInterrupt
        assert selectors.progress(batch).done == rules.CHUNK
        worked(batch)
        assert batch.state == "DONE" and selectors.progress(batch).done == rules.CHUNK * 2 + 5
        assert Learner.objects.count() == rules.CHUNK * 2 + 5

    def test_is_told_twice_and_done_once(self):
        batch = run(a_batch(rows=many(2)))
        actions.run_chunk(batch_id=batch.id, at=AT)
        batch.refresh_from_db()
        assert batch.state == "DONE" and Learner.objects.count() == 2

    def test_refuses_a_row_whose_person_moved_since_the_check(self):
        learner = LearnerFactory(cell="A1")
        batch = a_batch(rows=f"{number_of(learner)},,,,B2\n{many(1)}")
        Learner.objects.filter(id=learner.id).update(current_establishment_id="HLI")
        run(batch)
        learner.refresh_from_db()
        assert learner.cell == "A1" and selectors.progress(batch) == selectors.Progress(1, 1, 0)
        assert "not at your prison" in ImportRow.objects.get(batch=batch, state="REFUSED").reasons[0]

    def test_leaves_nothing_of_a_row_that_fails_in_the_middle(self, monkeypatch):
        def half(*, row, by, at):
            LearnerFactory(family_name=row["family_name"])
            if row["family_name"] == "Row1":
                raise ValueError("broken")

        one = registry.importer("people")
        monkeypatch.setitem(registry._importers, "people", registry.Importer(**{**vars(one), "apply": half}))
        batch = run(a_batch(rows=many(3)))
        assert sorted(Learner.objects.values_list("family_name", flat=True)) == ["Row0", "Row2"]
        assert batch.state == "DONE" and selectors.progress(batch).refused == 1

    def test_stops_when_the_post_has_ended_and_somebody_else_goes_on(self):
        by = posted("EDU_MGR")
        batch = a_batch(by=by, rows=many(2))
        actions.confirm(by=by, batch_id=batch.id, at=AT)
        Posting.objects.filter(user=by.user).update(ends_on=dt.date(2026, 1, 1))
        worked(batch)
        assert batch.state == "STOPPED" and not Learner.objects.exists()
        assert run(batch).state == "DONE" and Learner.objects.count() == 2

    def test_is_confirmed_once_and_not_with_nothing_to_do(self):
        batch = run(a_batch(rows=many(1)))
        with pytest.raises(Refused, match="started"):
            actions.confirm(by=posted("EDU_MGR"), batch_id=batch.id, at=AT)
        with pytest.raises(Refused, match="No row"):
            run(a_batch(rows="nonsense,,,,\n"))

    def test_is_for_the_own_prison_only(self):
        batch = a_batch()
        for verb in (actions.confirm, actions.cancel):
            with pytest.raises(NotYours):
                verb(by=posted("EDU_MGR", "HLI"), batch_id=batch.id, at=AT)


class TestForgets:
    def test_a_file_that_is_taken_back(self):
        batch = a_batch()
        actions.cancel(by=posted("EDU_MGR"), batch_id=batch.id, at=AT)
        assert not ImportRow.objects.exists() and not Learner.objects.exists()
        with pytest.raises(Refused, match="taken back"):
            actions.confirm(by=posted("EDU_MGR"), batch_id=batch.id, at=AT)

    def test_the_words_of_a_file_in_time_and_keeps_what_was_written(self):
        done, checked = run(a_batch(rows=many(2))), a_batch()
        assert actions.clear_old(at=AT + dt.timedelta(days=rules.KEPT_DAYS)) == 0
        later = AT + dt.timedelta(days=rules.KEPT_DAYS, seconds=1)
        assert actions.clear_old(at=later) == 2 and actions.clear_old(at=later) == 0
        assert not ImportRow.objects.exists() and Learner.objects.count() == 2
        done.refresh_from_db()
        checked.refresh_from_db()
        assert (done.state, checked.state) == ("DONE", "CANCELLED") and done.cleared_at == later

    def test_nothing_in_the_outbox_but_an_id(self):
        run(a_batch(rows=many(1)))
        bodies = OutboxMessage.objects.filter(topic=actions.TOPIC).values_list("body", flat=True)
        assert all(set(body) == {"batch"} for body in bodies)


class TestPages:
    def send(self, client, content: str | bytes = HEAD + "\n" + many(2), name="people.csv"):
        file = io.BytesIO(content if isinstance(content, bytes) else content.encode())
        file.name = name
        return client.post("/staff/people/import/people/", {"file": file})

    def test_lead_from_the_file_to_the_result(self):
        client = staff("EDU_MGR")
        assert "People" in text(client.get("/staff/people/import/"))
        sent = self.send(client, f"{HEAD}\n{many(2)}=bad,,,,\n")
        address = sent["Location"]
        page = text(client.get(address))
        assert "Nothing is saved yet." in page and "Import 2 rows" in page and "A prison number looks like" in page
        assert client.post(f"{address}start/")["Location"] == address
        waiting = client.get(address)
        assert "0 of 2 done" in text(waiting) and waiting["Refresh"] == f"5; url={address}?looked=1"
        assert not client.get(f"{address}?looked=12").has_header("Refresh")
        worked(ImportBatch.objects.get())
        page = text(client.get(address))
        assert "2 rows imported" in page and "1 row was not imported" in page
        refused = client.get(f"{address}not-imported.csv").content.decode("utf-8-sig").splitlines()
        assert refused[0] == f"{HEAD},row,reason" and refused[1].startswith("'=bad,,,,,4,")

    def test_take_a_file_back(self):
        client = staff("EDU_MGR")
        address = self.send(client)["Location"]
        client.post(f"{address}take-back/")
        assert not ImportRow.objects.exists() and "taken back" in text(client.get(address))

    @pytest.mark.parametrize("content", [b"PK\x03\x04xx", b"shoe size\n9\n", b""])
    def test_say_what_is_wrong_with_a_file(self, content):
        answer = self.send(staff("EDU_MGR"), content)
        assert answer.status_code == 422 and "There is a problem" in text(answer)

    def test_give_an_example_to_fill_in(self):
        lines = staff("EDU_MGR").get("/staff/people/import/people/example.csv").content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("prison_number,given_name") and lines[1].startswith("A1234BC,Daniel")

    def test_know_no_other_kind_and_no_other_prison(self):
        client = staff("EDU_MGR")
        assert client.get("/staff/people/import/secrets/").status_code == 404
        batch = a_batch("HLI")
        for tail in ("", "not-imported.csv", "start/"):
            assert client.get(f"/staff/people/import/files/{batch.id}/{tail}").status_code == 404

    @pytest.mark.parametrize("query", ["show=nothing", "after=x", "after=999999999999", "looked=-1"])
    def test_take_no_offence_at_an_odd_address(self, query):
        batch = a_batch()
        assert staff("EDU_MGR").get(f"/staff/people/import/files/{batch.id}/?{query}").status_code == 200

    def test_ask_the_same_for_one_file_and_for_thirty(self):
        by = posted("EDU_MGR")
        same_for_one_and_for_thirty({"EDU_MGR": staff("EDU_MGR")}, "/staff/people/import/", lambda: a_batch(by=by))

    def test_show_fifty_rows_and_lead_to_the_next(self):
        batch = a_batch(rows=many(60))
        page = staff("EDU_MGR").get(f"/staff/people/import/files/{batch.id}/").content.decode()
        assert "Row49" in page and "Row50" not in page and "?show=look&amp;after=51" in page

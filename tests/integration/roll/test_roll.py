"""The roll and the commands that read and write it, on real Postgres."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus.accounts import actors
from campus.core.models import OutboxMessage, written
from learners.models import Identifier, Learner, Placement
from learners.rules import PlacementStatus
from transfers import rules
from transfers.actions import moves, roll
from transfers.models import TransferCase

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
LINE = {
    "prison_number": "A1234BC", "establishment": "LEI", "status": "IN", "movement_seq": 3,
    "moved_at": "2026-03-02T09:00:00Z", "given_name": "Daniel", "family_name": "Osei", "date_of_birth": "1994-03-02",
    "release_date": "2027-01-05", "legal_status": "SENTENCED", "cell": "B2-014",
}  # fmt: skip


def line(**other: Any) -> str:
    return json.dumps({**LINE, **other})


def sync(*lines: str) -> tuple[dict[str, int], list[str]]:
    wrong: list[str] = []
    return roll.sync(lines, wrong=lambda number, why: wrong.append(f"{number} {why}")), wrong


def counts(read: int = 1, changed: int = 0, created: int = 0, failed: int = 0) -> dict[str, int]:
    return {"read": read, "changed": changed, "created": created, "failed": failed}


def person() -> Learner:
    return Learner.objects.get(identifier_rows__value="A1234BC")


def open_placement() -> Placement:
    return Placement.objects.get(learner=person(), ended_at__isnull=True)


def heard(establishment: str, at: dt.datetime, seq: int | None = None) -> str:
    """An event, as if it had come in."""
    movement = rules.Movement(
        "A1234BC", establishment, PlacementStatus.IN, at, seq, "prisoner-offender-search.prisoner.received",
        "TRANSFERRED",
    )  # fmt: skip
    return moves.apply(movement=movement, cause=None, by=actors.system(), at=at)


class TestSync:
    def test_makes_somebody_who_is_not_known(self) -> None:
        assert sync(line()) == (counts(created=1), [])
        learner = person()
        assert (learner.name, learner.cell, learner.current_establishment_id) == ("Daniel Osei", "B2-014", "LEI")
        assert learner.release_on == dt.date(2027, 1, 5) and learner.legal_status == "SENTENCED"
        assert (open_placement().movement_seq, open_placement().provisional) == (3, False)
        assert Identifier.objects.get(learner=learner).source == "roll"

    def test_needs_no_name(self) -> None:
        few = {key: LINE[key] for key in ("prison_number", "establishment", "status", "movement_seq", "moved_at")}
        assert sync(json.dumps(few)) == (counts(created=1), [])
        assert person().family_name == moves.SHELL_NAME

    def test_writes_nothing_where_it_says_what_is_stored(self) -> None:
        sync(line())
        history = Learner._meta.get_field("history").related_model.objects
        before = history.count()
        stamps = (person().updated_at, open_placement().updated_at, person().lock_version)
        assert sync(line()) == (counts(), [])
        assert (person().updated_at, open_placement().updated_at, person().lock_version) == stamps
        assert history.count() == before

    def test_moves_with_a_case_and_counts_once(self) -> None:
        sync(line())
        later = line(establishment="HLI", movement_seq=4, moved_at="2026-03-09T10:00:00Z", cell="A1-001")
        assert sync(later) == (counts(changed=1), [])
        assert sync(later) == (counts(), [])
        assert person().current_establishment_id == "HLI" and person().cell == "A1-001"
        assert TransferCase.objects.get(learner=person()).to_establishment_id == "HLI"

    def test_leaves_alone_what_the_line_does_not_say(self) -> None:
        sync(line())
        few = {key: LINE[key] for key in ("prison_number", "establishment", "status", "movement_seq", "moved_at")}
        assert sync(json.dumps(few)) == (counts(), [])
        assert person().given_name == "Daniel"

    def test_corrects_the_person_without_moving_them(self) -> None:
        sync(line())
        assert sync(line(family_name="Osei-Mensah", release_date=None)) == (counts(changed=1), [])
        assert person().family_name == "Osei-Mensah" and person().release_on is None
        assert Placement.objects.filter(learner=person()).count() == 1

    def test_makes_sure_of_what_an_event_said(self) -> None:
        sync(line())
        at = dt.datetime(2026, 3, 9, 10, 0, tzinfo=dt.UTC)
        assert heard("HLI", at, 4) == "APPLIED" and open_placement().provisional
        told = line(establishment="HLI", movement_seq=4, moved_at="2026-03-09T10:00:00Z", cell="")
        assert sync(told) == (counts(), [])
        assert not open_placement().provisional

    @pytest.mark.parametrize("seq", [2, 9, None])
    @pytest.mark.parametrize("hours", [-48, 48])
    def test_beats_an_event_whatever_their_order(self, seq: int | None, hours: int) -> None:
        sync(line())
        heard("HLI", AT + dt.timedelta(hours=hours), seq)
        sync(line())
        assert (person().current_establishment_id, open_placement().started_at) == ("LEI", AT)
        assert sync(line()) == (counts(), [])

    def test_releases(self) -> None:
        sync(line())
        out = line(establishment=None, status="RELEASED", movement_seq=4, moved_at="2026-04-01T08:00:00Z", cell="")
        assert sync(out) == (counts(changed=1), [])
        assert person().current_establishment_id is None and open_placement().status == "RELEASED"
        assert sync(out) == (counts(), [])

    def test_takes_two_lines_of_one_person_in_their_order(self) -> None:
        second = line(establishment="HLI", movement_seq=4, moved_at="2026-03-09T10:00:00Z")
        assert sync(line(), second) == (counts(read=2, created=1, changed=1), [])
        assert person().current_establishment_id == "HLI"

    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            ("{", "not JSON"),
            ("[]", "not a roll line"),
            (line(prison_number="12"), "prison number"),
            (line(establishment="ZZZ"), "ZZZ is not a known establishment"),
            (line(establishment=None), "not an establishment"),
            (line(status="AWAY"), "status 'AWAY'"),
            (line(status="RELEASED"), "at no establishment"),
            (line(movement_seq="3"), "movement_seq"),
            (line(movement_seq=True), "movement_seq"),
            (line(moved_at="yesterday"), "moved_at"),
            (line(moved_at="2026-03-02T09:00:00"), "no time zone"),
            (line(moved_at="2999-01-01T00:00:00Z"), "future"),
            (line(date_of_birth="1994-13-01"), "date_of_birth"),
            (line(legal_status="FREE"), "legal_status"),
            (line(family_name=""), "family_name"),
            (line(given_name="x" * 61), "given_name"),
            (line(given_name="a\x00b"), "given_name"),
            (line(cell="x" * 21), "cell"),
        ],
    )
    def test_says_what_is_wrong_with_a_line_and_goes_on(self, bad: str, why: str) -> None:
        found, wrong = sync(bad, line(prison_number="A4321BC"))
        assert found == counts(read=2, created=1, failed=1)
        assert len(wrong) == 1 and wrong[0].startswith("1 ") and why in wrong[0]

    def test_keeps_one_person_s_failure_from_the_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = moves.place

        def fails(**given: Any) -> Placement:
            if given["change"].after.establishment == "HLI":
                raise RuntimeError("broken")
            return real(**given)

        monkeypatch.setattr(moves, "place", fails)
        found, wrong = sync(line(establishment="HLI"), line(prison_number="A4321BC"))
        assert found == counts(read=2, created=1, failed=1) and "broken" in wrong[0]
        assert not Identifier.objects.filter(value="A1234BC").exists()


class TestLines:
    def test_are_what_sync_reads(self) -> None:
        sync(line(), line(prison_number="A4321BC", establishment=None, status="RELEASED", cell=""))
        out = io.StringIO()
        call_command("roll", stdout=out)
        printed = out.getvalue().splitlines()
        assert len(printed) == 2 and json.loads(printed[0]) == LINE
        assert sync(*printed) == (counts(read=2), [])

    def test_may_be_of_one_prison_or_few(self) -> None:
        sync(line(), line(prison_number="A4321BC", establishment="HLI"))
        out = io.StringIO()
        call_command("roll", establishment="HLI", stdout=out)
        assert [json.loads(said)["prison_number"] for said in out.getvalue().splitlines()] == ["A4321BC"]
        out = io.StringIO()
        call_command("roll", limit=1, stdout=out)
        assert len(out.getvalue().splitlines()) == 1

    def test_refuse_a_prison_that_is_not_there(self) -> None:
        with pytest.raises(CommandError, match="ZZZ"):
            call_command("roll", establishment="ZZZ")

    def test_ask_as_much_for_thirty_people_as_for_one(self, django_assert_num_queries: Any) -> None:
        sync(*[line(prison_number=f"A{n:04d}BC") for n in range(30)])
        with django_assert_num_queries(1):
            assert len(list(roll.lines())) == 30
        with CaptureQueriesContext(connection) as one:
            sync(line(prison_number="A0001BC"))
        with django_assert_num_queries(len(one)):
            sync(*[line(prison_number=f"A{n:04d}BC") for n in range(30)])


class TestCommand:
    def run(self, tmp_path: Path, *lines: str) -> tuple[int, dict[str, int], str]:
        file, out, err = tmp_path / "roll.jsonl", io.StringIO(), io.StringIO()
        file.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
        with pytest.raises(SystemExit) as end:
            call_command("sync_roll", str(file), as_json=True, stdout=out, stderr=err)
        return int(end.value.code or 0), json.loads(out.getvalue()), err.getvalue()

    def test_ends_well(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, line()) == (0, counts(created=1), "")

    def test_ends_with_1_and_the_reason_when_a_line_is_bad(self, tmp_path: Path) -> None:
        code, found, said = self.run(tmp_path, "{", line())
        assert (code, found) == (1, counts(read=2, created=1, failed=1)) and "line 1: not JSON" in said

    def test_refuses_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("sync_roll", str(tmp_path / "none"))

    def test_empties_the_outbox(self, tmp_path: Path) -> None:
        sync(line())
        moved = line(establishment="HLI", movement_seq=4, moved_at="2026-03-09T10:00:00Z")
        assert self.run(tmp_path, moved)[1] == counts(changed=1)
        assert not OutboxMessage.objects.filter(sent_at__isnull=True).exists()
        assert TransferCase.objects.get().state == "VERIFIED"


def test_a_person_with_no_number_in_use_is_in_no_roll() -> None:
    Learner.objects.create(given_name="A", family_name="B", **written(actors.system(), AT))
    assert list(roll.lines()) == []

"""A person's history: what was written, where they were, filtered, in pages, and in the same number of queries."""

import datetime as dt
import re
import uuid

import pytest

from learners import timeline
from learners.models import Placement, TimelineEvent
from learners.timeline import Asked, Group, LineKind
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, provenance
from tests.integration.plans.test_plan_pages import same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds of line that no app may change under these tests."""
    known = {
        "X_GOAL": LineKind("X_GOAL", Group.GOALS, "Goal added", "{title}", "{n} goals added"),
        "X_STEP": LineKind("X_STEP", Group.GOALS, "Step done", "{title}"),
        "X_TEST": LineKind("X_TEST", Group.ASSESSMENTS, "Tested", "{title}"),
    }
    monkeypatch.setattr(timeline, "_kinds", {**timeline._kinds, **known})


def note(learner, kind="X_GOAL", at=AT, by=None, **said):
    return timeline.note(kind, learner=learner, by=by or posted("EDU_MGR"), at=at, **{"title": "Get a job", **said})


def placed(learner, code, status="IN", at=AT):
    Placement.objects.filter(learner=learner, ended_at__isnull=True).update(ended_at=at)
    Placement.objects.create(learner=learner, establishment_id=code, status=status, started_at=at, **provenance())


def titles(learner, **asked):
    return [line.title for line in timeline.read(Asked(learner_id=learner.id, **asked)).rows]


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


class TestRead:
    def test_merges_movements_with_what_was_written_newest_first(self):
        learner = LearnerFactory()
        note(learner, at=AT)
        placed(learner, "HLI", at=AT + HOUR)
        note(learner, "X_TEST", at=AT + 2 * HOUR)
        assert titles(learner) == ["Tested", "Moved", "Goal added", "Came to prison"]

    def test_says_who_where_and_what(self):
        learner, by = LearnerFactory(), posted("EDU_MGR", given_name="Priya", family_name="Shah")
        note(learner, by=by)
        line = timeline.read(Asked(learner_id=learner.id)).rows[0]
        assert (line.who, line.where, line.words, line.at) == ("Priya Shah", "Leeds", "Get a job", AT)

    def test_writes_no_line_for_a_movement(self):
        learner = LearnerFactory()
        placed(learner, "HLI")
        titles(learner)
        assert not TimelineEvent.objects.exists()

    @pytest.mark.parametrize(
        ("steps", "expected"),
        [
            ([("HLI", "IN")], ["Moved", "Came to prison"]),
            ([("LEI", "AT_COURT"), ("LEI", "IN")], ["Back from court", "Went to court", "Came to prison"]),
            ([(None, "RELEASED"), ("HLI", "IN")], ["Came back to prison", "Released", "Came to prison"]),
            ([("LEI", "IN_TRANSIT"), ("HLI", "IN")], ["Moved", "Left for another prison", "Came to prison"]),
            ([("LEI", "RESTRICTED_PATIENT")], ["Went to hospital", "Came to prison"]),
            ([(None, "DECEASED")], ["Died", "Came to prison"]),
        ],
    )
    def test_tells_each_movement_in_words(self, steps, expected):
        learner = LearnerFactory()
        for n, (code, status) in enumerate(steps, start=1):
            placed(learner, code, status, AT + n * HOUR)
        assert titles(learner) == expected

    def test_filters_by_kind_prison_and_date(self):
        learner = LearnerFactory()
        note(learner, at=AT)
        note(learner, "X_TEST", at=AT + HOUR, by=posted("TUTOR", "HLI"))
        placed(learner, "HLI", at=AT + 2 * HOUR)
        assert titles(learner, group=Group.GOALS) == ["Goal added"]
        assert titles(learner, group=Group.MOVEMENTS) == ["Moved", "Came to prison"]
        assert titles(learner, establishment="HLI") == ["Moved", "Tested"]
        assert titles(learner, since=AT + HOUR) == ["Moved", "Tested"]

    def test_shows_lines_of_one_save_as_one(self):
        learner, together = LearnerFactory(), uuid.uuid4()
        for title in ("Cook", "Bake", "Fry"):
            note(learner, together=together, title=title)
        note(learner, "X_STEP", at=AT + HOUR)
        rows = timeline.read(Asked(learner_id=learner.id)).rows
        assert [row.title for row in rows][:2] == ["Step done", "3 goals added"]
        assert rows[1].each == ("Cook", "Bake", "Fry")

    def test_does_not_join_what_several_saves_wrote(self):
        learner = LearnerFactory()
        note(learner, together=uuid.uuid4())
        note(learner, together=uuid.uuid4())
        note(learner)
        assert titles(learner)[:3] == ["Goal added"] * 3

    def test_pages_without_gap_or_double_even_within_one_instant(self):
        learner = LearnerFactory()
        for n in range(7):
            note(learner, title=f"A{n}")
        for n in range(6):
            note(learner, at=AT + n * HOUR, title=f"B{n}")
        placed(learner, "HLI", at=AT)
        together = uuid.uuid4()
        for n in range(3):
            note(learner, at=AT - HOUR, title=f"C{n}", together=together)
        seen, before = [], None
        for _ in range(20):
            page = timeline.read(Asked(learner_id=learner.id, limit=2, before=before))
            assert len(page.rows) <= 2
            seen += [word for line in page.rows for word in (line.each or (line.words,))]
            before = page.next
            if before is None:
                break
        assert sorted(w for w in seen if w[:1] in "ABC" and w[1:].isdigit()) == sorted(
            [f"A{n}" for n in range(7)] + [f"B{n}" for n in range(6)] + [f"C{n}" for n in range(3)]
        )
        assert len(seen) == 18

    def test_shows_a_kind_that_nobody_knows_any_more_by_its_code(self):
        learner = LearnerFactory()
        note(learner, "OLD_KIND")
        assert titles(learner)[0] == "Old kind"


class TestPage:
    def test_shows_lines_with_who_and_where(self):
        learner = LearnerFactory()
        note(learner, by=posted("EDU_MGR", given_name="Priya", family_name="Shah"))
        page = text(staff("KEYW").get(f"/staff/people/{learner.id}/history/"))
        assert "Goal added" in page and "Priya Shah" in page and "Leeds" in page and "Came to prison" in page

    def test_says_when_nothing_fits(self):
        learner = LearnerFactory()
        page = text(staff("KEYW").get(f"/staff/people/{learner.id}/history/?kind=goals"))
        assert "Nothing of this kind yet." in page

    @pytest.mark.parametrize("query", ["kind=xx", "prison=%00%00", "when=zz", "before=x", "before=2026-01-01T00:00_zz",
                                       "before=2026-01-01T00:00:00_01900000-0000-7000-8000-00000000dead"])  # fmt: skip
    def test_takes_no_offence_at_an_odd_address(self, query):
        learner = LearnerFactory()
        assert staff("KEYW").get(f"/staff/people/{learner.id}/history/?{query}").status_code == 200

    def test_leads_from_page_to_page(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        for n in range(60):
            note(learner, at=AT + n * HOUR, title=f"Goal number {n:02d}", by=by)
        client = staff("KEYW")
        first = client.get(f"/staff/people/{learner.id}/history/?kind=goals").content.decode()
        following = re.search(r'href="(\?kind=goals&amp;before=[^"]+)"', first)
        assert following and "Goal number 59" in first and "Goal number 09" not in first
        second = client.get(f"/staff/people/{learner.id}/history/{following[1].replace('&amp;', '&')}").content.decode()
        assert "Goal number 09" in second and "Goal number 10" not in second

    def test_asks_the_same_for_one_line_and_for_thirty(self):
        learner, by = LearnerFactory(), posted("EDU_MGR")
        clients = {role: staff(role) for role in ["EDU_MGR", "KEYW", "NAT_VIEW"]}
        same_for_one_and_for_thirty(clients, f"/staff/people/{learner.id}/history/", lambda: note(learner, by=by))

    def test_of_somebody_elsewhere_is_not_found(self):
        learner = LearnerFactory(current_establishment_id="HLI")
        assert staff("EDU_MGR").get(f"/staff/people/{learner.id}/history/").status_code == 404

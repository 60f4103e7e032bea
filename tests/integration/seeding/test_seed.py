"""A synthetic estate, on real Postgres."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q

from campus.accounts import actors
from campus.accounts.demo import LEARNER_NUMBER, PIN
from campus.accounts.models import Posting, User
from campus.accounts.selectors import DEMO_DOMAIN
from campus.core import clock
from campus.estate.models import Establishment
from campus.seeding import copying, indexes, kinds, making
from jobs.cvs.models import Cv
from learners import kiosk, selectors
from learners.models import Identifier, KioskSecret, Learner, Placement
from learners.record_kinds import kinds as record_kinds
from learners.rules import DeviceKind, check_uln
from plans.models import Goal, Plan, Step
from providers.messaging.models import Message
from providers.models import Assignment
from transfers.actions import roll
from transfers.proof.models import HistoryCount

pytestmark = pytest.mark.django_db
PEOPLE = 600
AS_AT = dt.date(2026, 11, 20)


def said(*words: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def estate(django_db_setup, django_db_blocker):
    """One estate for the whole module; each test sees it in a transaction of its own."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            made = making.make(number=PEOPLE, seed=1, as_at=AS_AT, say=said)
            with connection.cursor() as cursor:
                # The triggers that a test needs are on again; the seed turned them off for its own transaction.
                cursor.execute("SET LOCAL session_replication_role = origin")
            yield made
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def fingerprint() -> str:
    """Every row of every kind and every placement."""
    tables = sorted({kind.model._meta.db_table for kind in record_kinds()} | {Placement._meta.db_table})
    with connection.cursor() as cursor:
        parts = []
        for table in tables:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
            parts.append(f"{table} {cursor.fetchone()[0]}")
    return "\n".join(parts)


class TestEstate:
    def test_has_people_in_the_true_proportions(self, estate) -> None:
        assert Learner.objects.count() == PEOPLE
        assert Learner.objects.filter(current_establishment__isnull=False).count() == 152

    def test_fills_each_active_establishment_and_no_other(self, estate) -> None:
        held = Learner.objects.values("current_establishment").annotate(n=Count("id"))
        sizes = {row["current_establishment"]: row["n"] for row in held if row["current_establishment"]}
        assert set(sizes) == set(Establishment.objects.active().values_list("code", flat=True))
        assert sizes["LEI"] >= 16 and sizes["HLI"] >= 12

    def test_keeps_women_and_men_where_they_are_held(self, estate) -> None:
        wrong = Q(learner__sex="F", establishment__female=False) | Q(learner__sex="M", establishment__male=False)
        assert not Placement.objects.filter(wrong).exists()

    def test_has_one_open_placement_each_that_the_person_copies(self, estate) -> None:
        now = Placement.objects.filter(ended_at__isnull=True)
        assert now.count() == PEOPLE
        assert not now.exclude(
            Q(establishment=F("learner__current_establishment"))
            | Q(establishment__isnull=True, learner__current_establishment__isnull=True)
        ).exists()

    def test_numbers_movements_from_1_and_none_is_later_than_the_date(self, estate) -> None:
        assert not Placement.objects.exclude(movement_seq__range=(1, 99)).exists()
        assert not [p for p in Placement.objects.all() if clock.london_date(p.ended_at or p.started_at) >= AS_AT]
        assert Placement.objects.filter(ended_at__isnull=False).count() > PEOPLE / 2

    def test_has_numbers_with_check_digits(self, estate) -> None:
        ulns = list(Identifier.objects.filter(type="ULN").values_list("value", flat=True))
        assert len(ulns) > PEOPLE / 2 and all(check_uln(number) for number in ulns)

    def test_points_nowhere_that_is_not_there(self, estate) -> None:
        """Foreign keys were not looked at while the rows came in."""
        for model in kinds.columns():
            for field in model._meta.concrete_fields:
                if field.is_relation:
                    lost = model.objects.filter(**{f"{field.name}__isnull": False}).exclude(
                        **{f"{field.attname}__in": field.related_model.objects.values("pk")}
                    )
                    assert not lost.exists(), f"{model.__name__}.{field.name}"

    def test_gives_each_row_its_history(self, estate) -> None:
        for event in copying.histories(kinds.columns()):
            rows = event.pgh_tracked_model.objects
            assert event.objects.count() == rows.count()
            if first := event.objects.first():
                assert first.pgh_label == "insert" and rows.filter(id=first.pgh_obj_id).exists()

    def test_counts_what_is_there(self, estate) -> None:
        for kind in record_kinds():
            assert kind.model.objects.count() == estate.kinds.get(kind.name, 0) or kind.record_class != "record"
        assert estate.records / PEOPLE > 4_000_000 / 335_000

    def test_has_somebody_for_each_work_at_each_prison(self, estate) -> None:
        codes = Establishment.objects.active().count()
        for role in ("EDU_MGR", "CIAG", "TUTOR", "KEYW", "MODERATOR", "PEL"):
            assert Posting.objects.filter(role=role).values("establishment").distinct().count() == codes


class TestDemo:
    def test_daniel_has_no_plan_and_no_cv_and_a_worker(self, estate) -> None:
        daniel = selectors.by_prison_number(LEARNER_NUMBER)
        assert daniel is not None and daniel.current_establishment_id == "LEI" and daniel.name == "Daniel Osei"
        assert not Plan.objects.filter(learner=daniel).exists() and not Cv.objects.filter(learner=daniel).exists()
        worker = Assignment.objects.get(learner=daniel)
        assert worker.worker.username == "tom.ellis" and worker.organisation.name == "Bridgeway Training"

    def test_daniel_signs_in_with_the_demo_pin(self, estate) -> None:
        device, _ = kiosk.enrol_demo_device(by=actors.system(), establishment_id="LEI", at=clock.now())
        assert device.kind == DeviceKind.CELL
        learner, must_choose = kiosk.sign_in(number=LEARNER_NUMBER, secret=PIN, device=device, at=clock.now())
        assert learner.name == "Daniel Osei" and not must_choose

    def test_workers_have_a_password_and_a_second_factor(self, estate) -> None:
        people = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}")
        assert people.count() == 22
        assert not people.filter(authenticator__isnull=True).exists()
        assert actors.for_user(User.objects.get(username="priya.shah"), AS_AT).roles == {"EDU_MGR"}
        assert actors.for_user(User.objects.get(username="tom.ellis"), AS_AT).organisation is not None

    def test_messages_wait_at_leeds(self, estate) -> None:
        assert Message.objects.held_at("LEI").count() >= 2

    def test_states_differ(self, estate) -> None:
        leeds = Learner.objects.placed_at("LEI")
        assert set(Plan.objects.filter(learner__in=leeds).values_list("status", flat=True)) == {"DRAFT", "AGREED"}
        assert Step.objects.filter(status="COMPLETE").exists() and Goal.objects.filter(status="ACTIVE").exists()
        assert not KioskSecret.objects.filter(must_change=True).exists()


class TestRoll:
    def test_says_the_same_as_the_estate(self, estate) -> None:
        from transfers import roll_lines

        lines = [roll_lines.write(line) for line in roll.lines()]
        wrong: list[str] = []
        assert roll.sync(lines, wrong=lambda line, why: wrong.append(why)) == {
            "read": PEOPLE, "changed": 0, "created": 0, "failed": 0,
        }  # fmt: skip
        assert wrong == []


class TestAgain:
    def test_is_the_same_estate(self, estate) -> None:
        first = fingerprint()
        with transaction.atomic():
            _empty()
            making.make(number=PEOPLE, seed=1, as_at=AS_AT, say=said)
            assert fingerprint() == first
            transaction.set_rollback(True)

    def test_is_another_with_another_seed(self, estate) -> None:
        first = fingerprint()
        with transaction.atomic():
            _empty()
            making.make(number=PEOPLE, seed=2, as_at=AS_AT, say=said)
            assert fingerprint() != first
            transaction.set_rollback(True)


class TestIndexes:
    def test_come_back_as_they_were(self, estate) -> None:
        asked = "SELECT indexdef FROM pg_indexes WHERE tablename = 'plans_step' ORDER BY 1"
        with connection.cursor() as cursor:
            cursor.execute(asked)
            before = cursor.fetchall()
            with indexes.away(["plans_step", "plans_stepevent"]):
                cursor.execute(asked)
                assert len(cursor.fetchall()) == 1
            cursor.execute(asked)
            assert cursor.fetchall() == before


class TestCommand:
    def test_refuses_a_database_with_people(self, estate) -> None:
        with pytest.raises(CommandError, match="already holds people"):
            call_command("seed", people=PEOPLE)

    def test_refuses_fewer_than_the_demo(self) -> None:
        with pytest.raises(CommandError, match="at least"):
            call_command("seed", people=3)

    def test_refuses_production(self, monkeypatch) -> None:
        monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "campus.settings.production")
        with pytest.raises(CommandError, match="production"):
            call_command("seed", people=PEOPLE)

    def test_refuses_what_is_no_date(self) -> None:
        with pytest.raises(CommandError, match="not a date"):
            call_command("seed", "--people", "600", "--as-at", "yesterday")

    def test_takes_the_first_count_that_later_proofs_are_compared_with(self) -> None:
        _empty()
        out = io.StringIO()
        call_command("seed", people=30, as_at=AS_AT, stdout=out)
        first = HistoryCount.objects.filter(run__cause="BASELINE", kind="identity").latest("at")
        assert first.versions == 30
        assert "30 people with" in out.getvalue()


def _empty() -> None:
    """Take an estate away again: its history and records first."""
    from allauth.mfa.models import Authenticator

    models = [*copying.histories(kinds.columns()), *kinds.columns(), Authenticator]
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models if model is not User)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables.split(", "):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM accounts_user WHERE kind <> 'SYSTEM'")

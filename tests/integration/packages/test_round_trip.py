import json

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from campus.accounts.models import User
from campus.audit.models import Event
from learners import digests
from learners.models import Identifier, Learner
from learners.record_kinds import counted, kinds
from plans.courses.models import Course
from plans.models import Goal, Plan
from tests.factories import packages as make
from tests.factories.learners import LearnerFactory, number_of
from tests.factories.whole_record import whole_record, with_plan
from transfers.packages.gathering import NotWhole
from transfers.packages.models import CarriedRow, ReceivedPackage, ReceivedRow
from transfers.packages.rules.refusals import PackageRefused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pdf")]


def elsewhere(person=whole_record):
    """The package of somebody of whom this campus has never heard, with their number and root."""
    with transaction.atomic():
        learner = person()
        built, number = make.built(learner), number_of(learner)
        transaction.set_rollback(True)
    for file in built.manifest["files"]:
        default_storage.delete(file["name"])
    return built, number


def one_goal():
    learner = LearnerFactory()
    with_plan(learner)
    return learner


class TestExport:
    def test_carries_every_kind_with_the_counts_and_digests_of_record(self):
        learner = whole_record()
        taken = digests.take(learner.id).summary()
        checked = make.checked(make.built(learner).content)
        said = checked.manifest["kinds"]
        assert {name: {k: said[name][k] for k in ("class", "count", "digest")} for name in taken} == taken
        assert checked.root == digests.take(learner.id).root
        assert [name for name in taken if not taken[name]["count"]] == [], "a kind without a row proves nothing"
        assert set(said) == {kind.name for kind in kinds()}

    def test_carries_the_files_and_the_reading(self):
        manifest, entries = make.inside(make.built(whole_record()).content)
        assert {"document", "plan_print"} & {file["kind"] for file in manifest["files"]}
        assert (
            entries["summary.html"].startswith(b"<!doctype html>")
            and b"Get a job in a warehouse" in (entries["summary.html"])
        )
        assert entries["summary.pdf"].startswith(b"%PDF")

    def test_carries_no_way_to_sign_in(self):
        _manifest, entries = make.inside(make.built(whole_record()).content)
        users = [json.loads(line) for line in entries["references/accounts_user.ndjson"].splitlines()]
        assert users and all(set(user) == {"id", "kind", "given_name", "family_name"} for user in users)
        assert not any(b"pin_hash" in held or b"password" in held for held in entries.values())

    def test_makes_no_package_of_a_record_that_is_not_whole(self):
        learner = whole_record()
        built = make.built(learner)
        default_storage.delete(next(file["name"] for file in built.manifest["files"] if file["kind"] == "document"))
        with pytest.raises(NotWhole, match="a steward must look"):
            make.built(learner)


class TestRoundTrip:
    def test_gives_the_same_root_and_the_same_counts_in_a_campus_that_knew_nobody(self):
        built, number = elsewhere()
        result = make.imported(built.content, match=number)
        learner = Learner.objects.get(id=result.learner)
        assert result.same_root and result.root == built.root
        assert result.carried == result.set_aside == 0
        assert digests.take(learner.id).summary() == {
            name: {key: kind[key] for key in ("class", "count", "digest")}
            for name, kind in built.manifest["kinds"].items() if name in {kind.name for kind in counted()}
        }  # fmt: skip
        again = make.built(learner)
        assert again.root == built.root
        assert {f["sha256"] for f in again.manifest["files"]} == {f["sha256"] for f in built.manifest["files"]}

    def test_puts_nobody_in_a_prison_and_lets_nobody_in(self):
        built, number = elsewhere()
        learner = Learner.objects.get(id=make.imported(built.content, match=number).learner)
        assert (learner.current_establishment_id, learner.user_id, learner.placement_epoch) == (None, None, 0)
        assert not User.objects.filter(username__startswith="elsewhere-", is_active=True).exists()
        assert all(user.password == "!" for user in User.objects.filter(username__startswith="elsewhere-"))

    def test_keeps_where_each_row_came_from_and_writes_who_took_it_in(self):
        built, number = elsewhere()
        result = make.imported(built.content, match=number)
        package = ReceivedPackage.objects.get()
        assert (package.state, str(package.learner_id), package.issuer) == ("IMPORTED", result.learner, result.issuer)
        assert ReceivedRow.objects.filter(package=package).count() == built.total
        assert Event.objects.get(verb="package.imported").learner_id == package.learner_id

    def test_takes_in_what_was_locked_to_this_campus(self):
        from campus.core import signing_keys

        with transaction.atomic():
            learner = one_goal()
            built = make.built(learner, recipient_key=signing_keys.opening_key())
            number = number_of(learner)
            transaction.set_rollback(True)
        assert built.content.startswith(b"eyJ") and b"warehouse" not in built.content
        assert make.imported(built.content, match=number).same_root


class TestAgain:
    def test_says_of_ones_own_package_that_all_is_here_and_changes_nothing(self):
        learner = whole_record()
        built = make.built(learner)
        for _time in range(2):
            result = make.imported(built.content)
            assert not result.changed and result.here_already == built.total and result.same_root
        assert not ReceivedPackage.objects.exists() and not ReceivedRow.objects.exists()

    def test_refuses_a_package_that_was_taken_in(self):
        built, number = elsewhere(one_goal)
        make.imported(built.content, match=number)
        with pytest.raises(PackageRefused) as refused:
            make.imported(built.content, match=number)
        assert refused.value.code == "replay"

    def test_keeps_both_versions_when_a_row_is_another_one_here(self):
        learner = one_goal()
        built = make.built(learner)
        Goal.objects.filter(learner=learner).update(title="Get a job in a kitchen")
        result = make.imported(built.content)
        assert (result.written, result.carried) == (0, 1)
        assert Goal.objects.get(learner=learner).title == "Get a job in a kitchen"
        carried = CarriedRow.objects.get()
        assert (carried.why, carried.kind) == ("DIFFERS", "goal") and "warehouse" in carried.body


class TestSubject:
    def refusal(self, built, match=""):
        with pytest.raises(PackageRefused) as refused:
            make.imported(built.content, match=match)
        return refused.value.code

    def test_is_never_made_without_a_person_who_says_so(self):
        built, number = elsewhere(one_goal)
        assert self.refusal(built) == "unknown_subject"
        assert self.refusal(built, "Z9999ZZ") == "unknown_subject"
        assert self.refusal(built, "nobody") == "unknown_subject"
        assert not Identifier.objects.filter(value=number).exists()

    def test_is_not_matched_by_a_name_and_a_date_of_birth(self):
        built, _number = elsewhere(one_goal)
        subject = built.manifest["subject"]
        LearnerFactory(given_name=subject["given_name"], family_name=subject["family_name"])
        assert self.refusal(built) == "unknown_subject"

    def test_is_matched_by_a_number_that_is_known_here(self):
        built, number = elsewhere(one_goal)
        shell = LearnerFactory(number=number, family_name="Not yet known", date_of_birth=None)
        result = make.imported(built.content)
        assert result.learner == str(shell.id)
        assert Goal.objects.get(learner=shell).title == "Get a job in a warehouse"
        sent = Learner.objects.get(id=built.manifest["subject"]["learner_id"])
        assert (sent.canonical_id, sent.current_establishment_id) == (shell.id, None)

    def test_keeps_every_row_of_somebody_who_has_a_record_here(self):
        built, number = elsewhere(whole_record)
        here = one_goal()
        Identifier.objects.filter(learner=here).update(value=number)
        before = {name: set(kind.rows) for name, kind in digests.take(here.id).kinds.items()}
        result = make.imported(built.content, match=number)
        taken = digests.take(here.id)
        assert all(before[name] <= set(taken.kinds[name].rows) for name in before)
        assert Plan.everything.filter(learner=here).count() == 2 and Plan.objects.filter(learner=here).count() == 1
        kept = result.written + result.set_aside + result.carried
        assert kept == built.total

    def test_of_a_number_with_another_birth_is_somebody_else(self):
        import datetime as dt

        built, number = elsewhere(one_goal)
        LearnerFactory(number=number, date_of_birth=dt.date(1960, 1, 1))
        assert self.refusal(built) == "wrong_subject"

    def test_is_not_somebody_else_because_the_command_says_so(self):
        learner, other = one_goal(), LearnerFactory()
        assert self.refusal(make.built(learner), number_of(other)) == "wrong_subject"


class TestUnknown:
    def changed(self, change):
        built, number = elsewhere(one_goal)
        manifest, entries = make.inside(built.content)
        change(manifest, entries)
        return make.packed(manifest, entries), number

    def test_kinds_are_kept_word_for_word_and_sent_on(self):
        row = {"id": "01900000-0000-7000-8000-0000000000aa", "badge": "Bricklayer", "points": 7, "learner_id": "x"}

        def change(manifest, entries):
            manifest["kinds"]["badge"] = {"class": "record", "title": "Badges", "columns": ["badge", "id", "points"]}
            entries["records/badge.ndjson"] = make.text.lines([row])

        content, number = self.changed(change)
        result = make.imported(content, match=number)
        assert (result.carried, result.same_root) == (1, False)
        learner = Learner.objects.get(id=result.learner)
        _manifest, entries = make.inside(make.built(learner).content)
        assert json.loads(json.loads(entries["records/carried_row.ndjson"])["body"]) == row

    def test_columns_are_kept_beside_the_row(self):
        def change(manifest, entries):
            (row,) = (json.loads(line) for line in entries["records/goal.ndjson"].splitlines())
            entries["records/goal.ndjson"] = make.text.lines([{**row, "mood": "hopeful"}])
            manifest["kinds"]["goal"]["columns"] = sorted([*manifest["kinds"]["goal"]["columns"], "mood"])

        content, number = self.changed(change)
        result = make.imported(content, match=number)
        assert Goal.objects.get().title == "Get a job in a warehouse"
        carried = CarriedRow.objects.get()
        assert (carried.why, json.loads(carried.body)["mood"], result.carried) == ("UNKNOWN_COLUMNS", "hopeful", 1)

    def test_to_another_campus_is_itself_again_where_it_is_known(self):
        built, number = elsewhere(one_goal)
        manifest, entries = make.inside(built.content)
        steps = [json.loads(line) for line in entries["records/step.ndjson"].splitlines()]
        base = {"set_aside": False, "origin_id": None, "files": [], "lock_version": 1, "title": "Steps"}
        wrapped = [
            {
                **base, **{k: v for k, v in step.items() if k.startswith(("created", "updated", "learner"))},
                "id": step["id"][:-4] + "ffff"[: 4 - len(str(n))] + str(n), "kind": "step", "why": "UNKNOWN_KIND",
                "record_class": "record", "source_system": "Here", "source_id": step["id"],
                "body": make.text.canonical(step).decode(),
            }
            for n, step in enumerate(steps)
        ]  # fmt: skip
        entries["records/carried_row.ndjson"] = make.text.lines(wrapped)
        del entries["records/step.ndjson"]
        make.imported(make.packed(manifest, entries), match=number)
        goal = Goal.objects.get()
        assert goal.steps.count() == len(steps) and not CarriedRow.objects.exists()


class TestReferences:
    def test_bring_a_course_that_this_campus_does_not_offer(self):
        built, number = elsewhere()
        make.imported(built.content, match=number)
        sent = [
            json.loads(line) for line in make.inside(built.content)[1]["references/courses_course.ndjson"].splitlines()
        ]
        assert {str(key) for key in Course.objects.values_list("id", flat=True)} == {row["id"] for row in sent}
        assert not Course.objects.filter(withdrawn_on=None).exists()

    def test_give_a_course_another_code_when_its_own_is_taken(self):
        with transaction.atomic():
            learner = whole_record()
            built, number = make.built(learner), number_of(learner)
            course = Course.objects.first()
            code, theirs = course.code, course.id
            transaction.set_rollback(True)
        Course.objects.create(code=code, title="Another", level="ENTRY_1", area="MATHS", **make.provenance())
        assert make.imported(built.content, match=number).same_root
        assert Course.objects.get(id=theirs).code.startswith(code[:4]) and Course.objects.get(id=theirs).code != code

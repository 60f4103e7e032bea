"""Writing down, changing, putting aside and deleting: who may, what it changes, and what it comes to."""

import datetime as dt

import pytest

from campus.core.errors import NotYours, Refused, StaleEdit
from learners.models import Learner, TimelineEvent
from plans.needs import actions
from plans.needs.models import Challenge, NeedsProfile, Screener, Strength
from plans.needs.rules.recording import ItemKind
from tests.factories import needs
from tests.factories.accounts import posted
from tests.factories.learners import LearnerFactory, as_learner
from tests.factories.needs import AT
from tests.traces import lines, verbs

pytestmark = pytest.mark.django_db
RECORDERS = ["EDU_MGR", "TUTOR", "NSM", "CIAG", "PEL", "WORK_COACH", "KEYW", "POM"]
OTHERS = [
    ("SEC", "LEI"),
    ("GOVERNOR", "LEI"),
    ("MODERATOR", "LEI"),
    ("NAT_VIEW", None),
    ("DPO_SAR", None),
    ("NSM", "HLI"),
]
ADD = [needs.a_condition, needs.a_challenge, needs.a_strength, needs.a_strategy, needs.a_screener]
BY_HAND = [
    (ItemKind.CONDITION, needs.a_condition), (ItemKind.CHALLENGE, needs.a_challenge),
    (ItemKind.STRENGTH, needs.a_strength), (ItemKind.STRATEGY, needs.a_strategy),
]  # fmt: skip


def sources(learner: Learner) -> list[str]:
    profile = NeedsProfile.objects.get(learner=learner)
    assert profile.has_need == bool(profile.sources)
    return profile.sources


class TestAdding:
    @pytest.mark.parametrize("add", ADD, ids=lambda add: add.__name__)
    @pytest.mark.parametrize("role", RECORDERS)
    def test_is_for_whoever_works_with_the_person(self, add, role):
        learner, by = LearnerFactory(), posted(role)
        row = add(learner, by)
        assert (row.created_by_id, row.created_at_establishment_id) == (by.user_id, "LEI")
        assert len(verbs(learner)) == 1 and len(lines(learner)) == 1

    @pytest.mark.parametrize("add", ADD, ids=lambda add: add.__name__)
    @pytest.mark.parametrize(("role", "place"), OTHERS)
    def test_is_not_for_others_nor_for_the_person(self, add, role, place):
        learner = LearnerFactory()
        for by in (posted(role, place), as_learner(learner)):
            with pytest.raises(NotYours):
                add(learner, by)
        assert verbs(learner) == []

    @pytest.mark.parametrize("role", [role for role in RECORDERS if role != "NSM"])
    def test_of_a_diagnosis_is_for_those_who_keep_needs(self, role):
        learner = LearnerFactory()
        with pytest.raises(NotYours):
            needs.a_condition(learner, posted(role), source="CONFIRMED_DIAGNOSIS")
        assert needs.a_condition(learner, source="CONFIRMED_DIAGNOSIS").is_diagnosed

    @pytest.mark.parametrize(
        ("add", "changed"),
        [
            (needs.a_condition, {"code": "OTHER"}), (needs.a_challenge, {"code": "READING"}),
            (needs.a_challenge, {"how": ["CONVERSATIONS"]}), (needs.a_strength, {"how": []}),
            (needs.a_strategy, {"detail": " "}), (needs.a_screener, {"challenges": [], "strengths": []}),
        ],
    )  # fmt: skip
    def test_saves_nothing_when_it_refuses(self, add, changed):
        learner = LearnerFactory()
        with pytest.raises(Refused):
            add(learner, **changed)
        assert verbs(learner) == [] and not NeedsProfile.objects.exists()

    def test_names_no_condition_in_the_history(self):
        learner = LearnerFactory()
        needs.a_condition(learner, code="OTHER", name="Something rare")
        line = TimelineEvent.objects.get(learner=learner)
        assert (line.kind, line.facts) == ("CONDITION_ADDED", {})


class TestHasNeed:
    @pytest.mark.parametrize(
        ("add", "found"),
        [
            (lambda who: needs.a_condition(who), ["CONDITION_SELF_DECLARED"]),
            (lambda who: needs.a_condition(who, source="CONFIRMED_DIAGNOSIS"), ["CONDITION_CONFIRMED_DIAGNOSIS"]),
            (lambda who: needs.a_challenge(who), ["CHALLENGE_NOT_ALN_SCREENER"]),
            (lambda who: needs.a_screener(who), []),
            (lambda who: needs.a_strength(who), []),
            (lambda who: needs.a_strategy(who), []),
            (lambda who: needs.an_aln_result(who), ["ALN_SCREENER"]),
            (lambda who: needs.an_aln_result(who, "NO"), []),
        ],
    )
    def test_follows_from_what_is_in_use(self, add, found):
        learner = LearnerFactory()
        add(learner)
        assert sources(learner) == found

    @pytest.mark.parametrize(("kind", "add"), BY_HAND[:2])
    def test_goes_and_comes_back_with_the_last_item(self, kind, add):
        learner, by = LearnerFactory(), needs.nsm()
        first, second = add(learner), add(learner)
        for item in (first, second):
            assert sources(learner)
            actions.archive(by=by, kind=kind, item_id=item.id, reason="Over", at=AT)
        assert sources(learner) == []
        actions.restore(by=by, kind=kind, item_id=first.id, at=AT)
        assert sources(learner)
        actions.delete(by=by, kind=kind, item_id=first.id, reason="ENTERED_IN_ERROR", at=AT)
        assert sources(learner) == []

    def test_follows_the_latest_assessment_only(self):
        learner = LearnerFactory()
        needs.an_aln_result(learner, "YES", dt.date(2026, 3, 1))
        needs.an_aln_result(learner, "NO", dt.date(2026, 2, 1))
        assert sources(learner) == ["ALN_SCREENER"]
        newest = needs.an_aln_result(learner, "NO", dt.date(2026, 4, 1))
        assert sources(learner) == []
        newest.state, newest.voided_at, newest.voided_by, newest.why = "VOID", AT, needs.nsm().user, "Someone else's"
        newest.save()
        actions.recompute(learner_id=learner.id, by=needs.nsm(), at=AT)
        assert sources(learner) == ["ALN_SCREENER"]

    def test_writes_nothing_when_nothing_changed(self):
        learner = LearnerFactory()
        needs.a_challenge(learner)
        before = NeedsProfile.objects.get(learner=learner).lock_version
        needs.a_challenge(learner)
        assert NeedsProfile.objects.get(learner=learner).lock_version == before

    def test_of_somebody_elsewhere_is_not_worked_out_for_staff(self):
        with pytest.raises(NotYours):
            actions.recompute(learner_id=LearnerFactory().id, by=posted("NSM", "HLI"), at=AT)


class TestRemoving:
    @pytest.mark.parametrize(("kind", "add"), BY_HAND)
    def test_is_for_those_who_keep_needs(self, kind, add):
        learner = LearnerFactory()
        item = add(learner)
        strangers = [posted(role) for role in RECORDERS if role != "NSM"] + [posted(*other) for other in OTHERS]
        for by in [*strangers, as_learner(learner)]:
            with pytest.raises(NotYours):
                actions.archive(by=by, kind=kind, item_id=item.id, reason="Over", at=AT)
            with pytest.raises(NotYours):
                actions.delete(by=by, kind=kind, item_id=item.id, reason="ENTERED_IN_ERROR", at=AT)

    @pytest.mark.parametrize(("kind", "add"), BY_HAND)
    def test_says_who_when_and_why_and_keeps_the_row(self, kind, add):
        learner, by = LearnerFactory(), needs.nsm()
        item = add(learner)
        actions.archive(by=by, kind=kind, item_id=item.id, reason=" Over ", at=AT)
        item.refresh_from_db()
        assert (item.archived_at, item.archived_by_id, item.archive_reason) == (AT, by.user_id, "Over")
        actions.delete(by=by, kind=kind, item_id=item.id, reason="DATA_PROCESSING_OBJECTION", at=AT)
        item.refresh_from_db()
        assert (item.deleted_at, item.deleted_by_id) == (AT, by.user_id)
        assert item.deletion_reason == "DATA_PROCESSING_OBJECTION"
        assert [line.rsplit("_", 1)[1] for line in lines(learner)] == ["ADDED", "ARCHIVED", "DELETED"]
        with pytest.raises(NotYours):
            actions.delete(by=by, kind=kind, item_id=item.id, reason="ENTERED_IN_ERROR", at=AT)

    @pytest.mark.parametrize("model", [Challenge, Strength])
    def test_leaves_what_a_screener_found_to_the_screener(self, model):
        learner, by = LearnerFactory(), needs.nsm()
        needs.a_screener(learner)
        found = model.objects.get(learner=learner)
        kind = ItemKind.CHALLENGE if model is Challenge else ItemKind.STRENGTH
        with pytest.raises(Refused, match="screener"):
            actions.archive(by=by, kind=kind, item_id=found.id, reason="Over", at=AT)
        with pytest.raises(Refused, match="screener"):
            actions.delete(by=by, kind=kind, item_id=found.id, reason="ENTERED_IN_ERROR", at=AT)
        with pytest.raises(Refused, match="screener"):
            actions.archive(by=by, kind=ItemKind.SCREENER, item_id=Screener.objects.get().id, reason="Over", at=AT)

    def test_is_undone_once(self):
        learner, by = LearnerFactory(), needs.nsm()
        item = needs.a_challenge(learner)
        with pytest.raises(Refused):
            actions.restore(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, at=AT)
        actions.archive(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, reason="Over", at=AT)
        with pytest.raises(Refused):
            actions.archive(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, reason="Over", at=AT)
        assert not actions.restore(by=by, kind=ItemKind.CHALLENGE, item_id=item.id, at=AT).is_archived


class TestChanging:
    def test_keeps_the_version_before_and_refuses_a_stale_one(self):
        learner, by = LearnerFactory(), needs.nsm()
        item = needs.a_strategy(learner)

        def change(detail: str) -> None:
            actions.change_strategy(
                by=by, item_id=item.id, category="MEMORY", detail=detail, lock_version=item.lock_version, at=AT
            )

        change("Write it down for Daniel.")
        with pytest.raises(StaleEdit) as stale:
            change("Mine")
        assert stale.value.theirs["detail"] == "Write it down for Daniel."
        assert [row.detail for row in item.history.order_by("pgh_id")] == [
            "Print on yellow paper.", "Write it down for Daniel.",
        ]  # fmt: skip

    def test_keeps_a_retired_way_of_knowing_and_offers_it_to_no_other_row(self):
        learner, by = LearnerFactory(), needs.nsm()
        item = needs.a_challenge(learner)
        Challenge.objects.filter(id=item.id).update(how=["CONVERSATIONS"])

        def change(how: list[str], version: int) -> None:
            actions.change_skill(
                by=by, kind=ItemKind.CHALLENGE, item_id=item.id, symptoms="", how=how, how_other="",
                lock_version=version, at=AT,
            )  # fmt: skip

        change(["CONVERSATIONS"], 1)
        with pytest.raises(Refused):
            change(["COLLEAGUE_INFO"], 2)
        assert Challenge.objects.get(id=item.id).how_labels == ["In conversations"]

    def test_leaves_the_persons_own_words_as_they_were_said(self):
        learner = LearnerFactory()
        said = actions.say_what_helps(by=as_learner(learner), learner_id=learner.id, text="Big print", at=AT)
        with pytest.raises(Refused, match="own words"):
            actions.change_strategy(
                by=needs.nsm(), item_id=said.id, category="GENERAL", detail="Large print", lock_version=1, at=AT
            )

    def test_of_a_condition_keeps_the_name_that_an_other_needs(self):
        learner = LearnerFactory()
        item = needs.a_condition(learner, code="OTHER", name="Rare")
        with pytest.raises(Refused):
            actions.change_condition(by=needs.nsm(), item_id=item.id, name="", details="", lock_version=1, at=AT)

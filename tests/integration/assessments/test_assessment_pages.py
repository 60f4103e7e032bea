"""Pages of assessments: what staff and the person read, and what a press does."""

import datetime as dt
import re

import pytest

from campus.core import clock, outbox
from campus.doubles.learning_records import KEY, LearningRecordsDouble
from plans.assessments import actions, selectors
from plans.assessments.models import AssessmentResult, RetestOverride
from plans.assessments.rules.types import AssessmentType
from tests.factories import providers
from tests.factories.accounts import posted
from tests.factories.assessments import a_result, an_event, imported, matched, taken, was_read
from tests.factories.learners import LearnerFactory, as_learner
from tests.integration.assessments.pages import page, post
from tests.integration.plans.test_plan_pages import READERS, same_for_one_and_for_thirty, staff

pytestmark = pytest.mark.django_db
LONG = "Wolfeschlegelsteinhausenbergerdorffallae"


@pytest.fixture
def service(settings):
    with LearningRecordsDouble() as double:
        settings.CAMPUS_LRS_URL, settings.CAMPUS_LRS_KEY = double.url, KEY
        yield double


def ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def parts(on: dt.date) -> dict[str, str]:
    return {"taken_on_day": str(on.day), "taken_on_month": str(on.month), "taken_on_year": str(on.year)}


def maths(**changed: str) -> dict[str, str]:
    return {
        **parts(clock.today()), "outcome": "ENTRY_3", "banding": "3.4", "consent": "yes", "reason": "ARRIVAL",
        "assessor": "Jo Nash", **changed,
    }  # fmt: skip


class TestTab:
    def test_says_what_is_known_and_whether_to_test_again(self):
        learner = LearnerFactory()
        a_result(learner, on=ago(40), at=clock.now())
        html = page(staff("TUTOR"), learner)
        assert "Entry level 3" in html and "Not needed until" in html and "Start an assessment" in html

    def test_begins_empty(self):
        html = page(staff("POM"), LearnerFactory())
        assert "No results yet" in html and "Not looked for yet" in html and "Start an assessment" not in html

    def test_shows_first_ten_qualifications_and_the_way_to_all(self):
        learner = LearnerFactory()
        uln = matched(learner).uln
        events = [an_event(str(n), subject=f"Subject{n:02d}") for n in range(14)]
        was_read(learner, *events, an_event("x", subject="Bricklaying", source="ILR"), uln=uln)
        html = page(staff("KEYW"), learner)
        assert len(re.findall(r"Subject\d", html)) == 10 and "Bricklaying" not in html and "See all 15" in html
        whole = page(staff("KEYW"), learner, "qualifications/")
        assert len(re.findall(r"Subject\d", whole)) == 14 and "Bricklaying" in whole and "not verified" in whole

    @pytest.mark.parametrize("outcome", ["NO_MATCH", "TOO_MANY", "NOT_SHARED", "NOT_VERIFIED", "POSSIBLE"])
    def test_says_the_true_reason_why_nobody_is_matched(self, outcome):
        said = {
            "NO_MATCH": "no match", "TOO_MANY": "too many matches", "POSSIBLE": "none of 3 possible",
            "NOT_SHARED": "chose not to share", "NOT_VERIFIED": "could not be verified",
        }  # fmt: skip
        learner = LearnerFactory()
        actions.cannot_be_matched(by=posted("CIAG"), learner_id=learner.id, outcome=outcome, count=3, at=clock.now())
        html = page(staff("TUTOR"), learner)
        assert said[outcome] in html
        assert not [words for other, words in said.items() if other != outcome and words in html]

    def test_stays_whole_when_the_service_is_away(self, service):
        learner = LearnerFactory()
        matched(learner)
        sum(outbox.deliver(m) for m in outbox.claim())
        actions.ask_to_read(by=posted("CIAG"), learner_id=learner.id, at=clock.now())
        service.register.behave(500, 2)
        sum(outbox.deliver(m) for m in outbox.claim())
        html = page(staff("CIAG"), learner)
        assert "We cannot reach the Learning Records Service." in html and "Last read" in html
        assert "Assessments" in html and "Try again" in html

    @pytest.mark.parametrize("path", ["", "qualifications/", "assess/"])
    def test_asks_as_many_questions_for_one_result_as_for_thirty(self, path):
        learner = LearnerFactory()
        uln = matched(learner, at=clock.now()).uln
        count = iter(range(100))
        roles = READERS if path != "assess/" else ["EDU_MGR", "TUTOR"]

        def more() -> None:
            n = next(count)
            imported(learner, on=ago(n), at=clock.now())
            was_read(learner, *[an_event(str(i)) for i in range(n + 1)], uln=uln)

        same_for_one_and_for_thirty(
            {role: staff(role) for role in roles}, f"/staff/people/{learner.id}/education/{path}", more
        )

    def test_of_the_overview_asks_no_more_for_thirty(self):
        learner = LearnerFactory()
        count = iter(range(100))
        same_for_one_and_for_thirty(
            {role: staff(role) for role in READERS}, f"/staff/people/{learner.id}/",
            lambda: imported(learner, on=ago(next(count)), at=clock.now()),
        )  # fmt: skip

    def test_keeps_referrals_from_those_who_do_not_need_them(self):
        learner = LearnerFactory()
        row = a_result(learner, "ALN", referrals=("HEALTHCARE",), at=clock.now(), on=ago(1))
        for role, sees in (("TUTOR", True), ("NSM", True), ("POM", False), ("KEYW", False)):
            assert ("Healthcare" in page(staff(role), learner, f"results/{row.id}/")) is sees


class TestAssess:
    def test_leads_from_the_choice_to_the_form(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        answer = client.post(f"/staff/people/{learner.id}/education/assess/", {"kind": "maths"})
        assert answer["Location"].endswith("/assess/maths/")
        assert "Maths: result" in page(client, learner, "assess/maths/")

    def test_saves_a_result(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        post(client, learner, "assess/maths/", maths(minutes="40", mode="PAPER"))
        row = AssessmentResult.objects.get(learner=learner)
        assert (row.outcome, row.minutes, row.mode, row.consent) == ("ENTRY_3", 40, "PAPER", True)
        assert "Maths result saved" in page(client, learner)

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"outcome": ""}, "Choose the level"), ({"banding": "9"}, "Banding is a number from 0.0 to 3.9"),
            ({"consent": ""}, "Choose whether the person agreed"), ({"taken_on_year": "2999"}, "today or earlier"),
            ({"minutes": "9999"}, "Minutes must be from 1 to 600"), ({"tool": "x" * 101}, "100 letters"),
        ],
    )  # fmt: skip
    def test_keeps_what_was_typed_beside_the_sentence(self, changed, said):
        html = post(staff("TUTOR"), LearnerFactory(), "assess/maths/", maths(**changed), 422)
        assert said in html and "Jo Nash" in html

    def test_stands_in_the_way_of_a_needless_test(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        a_result(learner, on=ago(40), at=clock.now())
        html = page(client, learner, "assess/maths/")
        assert "test is not needed" in html and "Use this result" in html and "Test again anyway" in html
        assert "at Leeds on" in html and "Jo Nash" in html
        post(client, learner, "assess/maths/", maths(), 422)
        assert AssessmentResult.objects.count() == 1

    def test_goes_ahead_with_a_reason_and_counts_it(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        a_result(learner, on=ago(40), at=clock.now())
        assert "Choose a reason" in post(client, learner, "assess/maths/again/", {}, 422)
        post(client, learner, "assess/maths/again/", {"reason": "RESULT_DOUBTED", "words": ""})
        assert "Tested again on purpose" in page(client, learner, "assess/maths/")
        post(client, learner, "assess/maths/", maths())
        assert RetestOverride.objects.get().result.outcome == "ENTRY_3"
        assert "tested again although not needed: 1 time" in page(client, learner)

    def test_uses_the_result_that_is_there(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        a_result(learner, on=ago(40), at=clock.now())
        post(client, learner, "assess/maths/use/", {})
        assert "is not tested again" in page(client, learner)
        assert AssessmentResult.objects.count() == 1

    @pytest.mark.parametrize("kind", ["latin", "legacy_maths", "MATHS2"])
    def test_is_not_found_for_what_is_no_assessment(self, kind):
        learner = LearnerFactory()
        assert staff("TUTOR").get(f"/staff/people/{learner.id}/education/assess/{kind}/").status_code == 404

    @pytest.mark.parametrize("kind", ["english", "maths", "digital", "reading", "esol", "aln"])
    def test_has_a_form_of_its_own_for_each_type(self, kind):
        html = page(staff("TUTOR"), LearnerFactory(family_name=LONG), f"assess/{kind}/")
        assert ("Banding" in html) is (kind in ("english", "maths", "digital"))
        assert ("Referred to" in html) is (kind != "digital")


class TestResult:
    def test_is_corrected_and_both_versions_can_be_read(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        row = a_result(learner, on=ago(40), at=clock.now())
        assert "Jo Nash" in page(client, learner, f"results/{row.id}/correct/")
        post(client, learner, f"results/{row.id}/correct/", maths(outcome="LEVEL_1", why="Read it wrongly"))
        newer = AssessmentResult.objects.get(state="CURRENT")
        assert "Read it wrongly" in page(client, learner, f"results/{newer.id}/")
        assert "See the newer one" in page(client, learner, f"results/{row.id}/")
        assert "corrected already" in post(client, learner, f"results/{row.id}/correct/", maths(why="Again"), 422)

    def test_is_taken_out_of_use(self):
        learner, client = LearnerFactory(), staff("TUTOR")
        row = a_result(learner, on=ago(40), at=clock.now())
        assert "Write why" in post(client, learner, f"results/{row.id}/void/", {}, 422)
        post(client, learner, f"results/{row.id}/void/", {"why": "Somebody else’s paper"})
        html = page(client, learner, f"results/{row.id}/")
        assert "Somebody else’s paper" in html and "Correct</a>" not in html
        assert "Maths: result" in page(client, learner, "assess/maths/")


class TestKiosk:
    def test_says_each_result_in_words_and_whether_to_test_again(self):
        learner = LearnerFactory()
        a_result(learner, on=ago(40), at=clock.now())
        a_result(learner, "ALN", on=ago(40), outcome="YES", at=clock.now())
        as_learner(learner)
        html = providers.at_kiosk(learner).get("/learn/plan/results/").content.decode()
        assert "Entry level 3" in html and "You do not need this test again until" in html
        assert "Help with learning" in html and "ALN" not in html

    def test_begins_empty(self):
        learner = LearnerFactory()
        as_learner(learner)
        assert "No results yet" in providers.at_kiosk(learner).get("/learn/plan/results/").content.decode()

    def test_says_which_exams_were_passed(self):
        learner = LearnerFactory()
        was_read(learner, an_event(), an_event("2", subject="History", grade="U"), uln=matched(learner).uln)
        as_learner(learner)
        html = providers.at_kiosk(learner).get("/learn/plan/results/").content.decode()
        assert "GCSE Mathematics" in html and "History" not in html and "You have an exam in this." in html

    def test_asks_the_same_for_one_and_for_thirty(self):
        learner = LearnerFactory()
        as_learner(learner)
        count = iter(range(100))
        same_for_one_and_for_thirty(
            {"learner": providers.at_kiosk(learner)}, "/learn/plan/results/",
            lambda: imported(learner, on=ago(next(count)), at=clock.now()),
        )  # fmt: skip


class TestToday:
    def test_counts_tests_taken_again_and_names_nobody(self):
        learner = LearnerFactory()
        a_result(learner, on=ago(40), at=clock.now())
        actions.override(
            by=posted("TUTOR"), learner_id=learner.id, kind=AssessmentType.MATHS, reason="LEARNER_ASKED", words="",
            at=clock.now(),
        )  # fmt: skip
        html = staff("GOVERNOR").get("/staff/").content.decode()
        assert "fewer than 10" in html and "Osei" not in html

    def test_says_how_many_are_to_be_matched(self):
        LearnerFactory()
        assert "1 person</a> not looked for" in staff("CIAG").get("/staff/").content.decode()


class TestImporting:
    def test_reads_checks_and_writes_lines(self):
        from plans.assessments import importing

        by, learner = posted("EDU_MGR"), LearnerFactory()
        elsewhere = LearnerFactory(current_establishment_id="HLI")
        number, other = (p.identifier_rows.get().value for p in (learner, elsewhere))
        row = {
            "prison_number": number,
            "type": "Maths",
            "taken_on": "14/08/2026",
            "level_or_outcome": "L1",
            "prison": "Hull",
        }
        rows = [
            row,
            row,
            {**row, "prison_number": other},
            {**row, "prison_number": "Z9999ZZ"},
            {**row, "type": "Latin"},
        ]
        verdicts = importing.check(rows=rows, by=by, at=clock.now())
        assert [v.verdict for v in verdicts] == ["GOOD", "LOOK", "REFUSED", "REFUSED", "REFUSED"]
        assert verdicts[2].reasons == verdicts[3].reasons and "Latin" in verdicts[4].reasons[0]
        for _ in range(2):
            importing.apply(row=row, by=by, at=clock.now())
        held = AssessmentResult.objects.get()
        assert (held.place_code, held.place, held.source) == ("HLI", "Hull", "IMPORT")
        assert importing.check(rows=[row], by=by, at=clock.now())[0].verdict == "LOOK"
        assert selectors.verdict_on(learner.id, AssessmentType.MATHS, dt.date(2026, 9, 1)).needed is False

    def test_is_known_to_the_pages_of_imports(self):
        from learners.imports.registry import importer

        found = importer("results")
        assert found is not None and len(found.columns) == 11
        assert taken().type == "MATHS"

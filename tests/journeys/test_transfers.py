"""The founding promise, as people see it: a move with its hand-over, a return, two records of one person."""

import json
import re
import time

from tests.journeys.pages import TABLET, Person
from tests.journeys.planning import given_somebody_new, given_the_person_at_a_tablet, when_moved, when_staff_find
from tests.journeys.signing_in import given_a_tablet_at, given_persona

IN_A_CLASS = """
from plans.courses.models import ClassPlace
place = ClassPlace.objects.filter(
    state="HELD", set_aside=False, learner__current_establishment_id="LEI",
    learner__identifier_rows__type="PRISON_NUMBER",
).order_by("id").values_list("learner_id", "learner__identifier_rows__value", "course_class__name")[0]
print("found", *[str(part) for part in place])
"""

HELD = """
from plans.courses.models import ClassPlace
print("held", ClassPlace.objects.filter(learner_id="{}", state="HELD").count())
"""


class TestAMove:
    def test_brings_everything_is_handed_over_and_loses_no_late_entry(self, campus, browser):
        number = given_somebody_new(campus, "Idris", "Rowe")
        priya, rachel = Person(browser, campus.url), Person(browser, campus.url)
        given_persona(priya, "Priya Shah")
        given_persona(rachel, "Rachel Marsh")
        learner_id = when_staff_find(priya, number, "Rowe, Idris")
        when_a_goal_is_added(priya, learner_id, "Pass maths level 1")
        when_a_form_is_left_open(priya, learner_id, "Join the gym course")
        when_moved(campus, number, "TRANSFERRED", "HLI")
        campus.manage("relay", "--once")
        then_the_entry_is_passed_on(priya)
        when_the_plan_is_accepted(rachel, "Rowe, Idris", "Pass maths level 1")
        when_the_late_entry_is_accepted(rachel, learner_id)
        tablet = then_the_learner_reads_the_receipt(campus, browser, rachel, learner_id, number)
        tablet.leaves()
        priya.leaves()
        rachel.leaves()

    def test_and_a_return_give_the_class_back(self, campus, browser):
        said = campus.manage("shell", "-c", IN_A_CLASS)
        _, learner_id, number, group = re.search(r"^found (\S+) (\S+) (.+)$", said, re.M).group(0).split(" ", 3)
        priya = Person(browser, campus.url)
        given_persona(priya, "Priya Shah")
        when_moved(campus, number, "TRANSFERRED", "HLI")
        campus.manage("relay", "--once")
        when_moved(campus, number, "TRANSFERRED", "LEI")
        campus.manage("relay", "--once")
        priya.goes_to(f"/staff/people/{learner_id}/")
        name = priya.page.get_by_role("heading", level=1).inner_text()
        priya.goes_to("/staff/transfers/")
        priya.page.get_by_role("row", name=re.compile(name.split()[-1])).get_by_role(
            "link", name=re.compile("Accept")
        ).click()
        priya.sees("What was kept can be resumed")
        priya.sees(group)
        priya.looks("staff-accept-a-return")
        chooses_a_worker(priya)
        priya.clicks("Accept plan")
        priya.sees(re.compile("Accepted|accepted"))
        assert re.search(r"^held 1$", campus.manage("shell", "-c", HELD.format(learner_id)), re.M)
        priya.leaves()


class TestTwoRecordsOfOnePerson:
    def test_are_joined_and_taken_apart_again(self, campus, browser):
        first, second = given_somebody_new(campus, "Owen", "Tate"), given_somebody_new(campus, "Owain", "Tate")
        priya = Person(browser, campus.url)
        given_persona(priya, "Priya Shah")
        one = when_staff_find(priya, first, "Tate, Owen")
        when_a_goal_is_added(priya, one, "Learn to cook")
        other = when_staff_find(priya, second, "Tate, Owain")
        when_a_goal_is_added(priya, other, "Get a driving licence")
        when_found_to_be_one(campus, survivor=first, removed=second)
        then_both_goals_are_there(priya, second)
        when_taken_apart_by_two_stewards(campus, browser)
        then_each_has_their_own(priya, one, other)
        priya.leaves()


def when_a_goal_is_added(person: Person, learner_id: str, title: str) -> None:
    person.goes_to(f"/staff/people/{learner_id}/plan/goals/add/")
    person.types(re.compile("want to achieve"), title)
    person.chooses("In 6 months")
    person.types("Step 1", "Ask about it")
    person.clicks("Save goal")
    person.sees("Goal saved.")


def when_a_form_is_left_open(person: Person, learner_id: str, title: str) -> None:
    person.goes_to(f"/staff/people/{learner_id}/plan/goals/add/")
    person.types(re.compile("want to achieve"), title)
    person.chooses("In 6 months")
    person.types("Step 1", "Ask about it")


def then_the_entry_is_passed_on(priya: Person) -> None:
    priya.clicks("Save goal")
    priya.sees("passed on")
    priya.looks("staff-passed-on")


def when_the_plan_is_accepted(rachel: Person, listed: str, goal: str) -> None:
    rachel.goes_to("/staff/transfers/")
    rachel.sees(listed)
    rachel.looks("staff-arrived")
    rachel.page.get_by_role("row", name=re.compile(listed)).get_by_role("link", name=re.compile("Accept")).click()
    rachel.sees(goal)
    rachel.looks("staff-accept")
    chooses_a_worker(rachel)
    rachel.clicks("Accept plan")
    rachel.sees(re.compile("Accepted|accepted"))
    rachel.looks("staff-accepted")


def chooses_a_worker(person: Person) -> None:
    worker = person.page.get_by_label(re.compile("Who works with them"))
    if worker.count():
        worker.select_option(index=1)


def when_the_late_entry_is_accepted(rachel: Person, learner_id: str) -> None:
    rachel.goes_to("/staff/transfers/late-notes/")
    rachel.looks("staff-late-notes")
    rachel.page.locator("main").get_by_role("link", name=re.compile("Read|Decide|View|Accept|goal", re.I)).first.click()
    rachel.sees("Join the gym course")
    rachel.looks("staff-late-note")
    rachel.clicks("Accept")
    rachel.goes_to(f"/staff/people/{learner_id}/plan/")
    rachel.sees("Join the gym course")


def then_the_learner_reads_the_receipt(campus, browser, rachel: Person, learner_id: str, number: str) -> Person:
    tablet = Person(browser, campus.url, size=TABLET, scripts=False)
    given_a_tablet_at(tablet, "HLI")
    given_the_person_at_a_tablet(tablet, rachel, learner_id, number)
    tablet.goes_to("/learn/plan/receipt/")
    tablet.sees("came with you, 0 missing")
    tablet.sees("Your plan is now with")
    tablet.looks("kiosk-receipt")
    for page in ("/learn/record/copy/", "/learn/record/wrong/"):
        if tablet.goes_to(page) == 200:
            tablet.looks(f"kiosk{page.replace('/', '-').rstrip('-')}")
    return tablet


def when_found_to_be_one(campus, *, survivor: str, removed: str) -> None:
    event = campus.home / "merge.jsonl"
    event.write_text(json.dumps({
        "eventType": "prison-offender-events.prisoner.merged", "version": 1,
        "occurredAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "additionalInformation": {"nomsNumber": survivor, "removedNomsNumber": removed, "reason": "MERGE"},
    }) + "\n")  # fmt: skip
    assert campus.manage_json("ingest_events", str(event))["applied"] == 1


def then_both_goals_are_there(priya: Person, removed: str) -> None:
    """The number that was closed finds the one person."""
    learner_id = when_staff_find(priya, removed, "Tate, Owen")
    priya.looks("staff-joined-overview")
    priya.goes_to(f"/staff/people/{learner_id}/plan/")
    priya.sees("Learn to cook")
    priya.sees("Get a driving licence")
    priya.looks("staff-joined-plan")


def when_taken_apart_by_two_stewards(campus, browser) -> None:
    ruth, joan = Person(browser, campus.url), Person(browser, campus.url)
    given_persona(ruth, "Ruth Hewitt")
    ruth.goes_to("/staff/stewards/merges/")
    ruth.looks("staff-merges")
    ruth.page.locator("main table").get_by_role("link").first.click()
    ruth.looks("staff-merge")
    ruth.follows(re.compile("part", re.I))
    ruth.types("Why?", "They are cousins. The birth dates were mixed up.")
    ruth.clicks("Ask another steward")
    given_persona(joan, "Joan Pike")
    joan.goes_to("/staff/stewards/merges/requests/")
    joan.looks("staff-requests")
    joan.page.locator("main table").get_by_role("link").first.click()
    joan.chooses("Do it")
    joan.looks("staff-decide")
    joan.clicks("Save decision")
    joan.sees(re.compile("parted|Done|Decided", re.I))
    ruth.leaves()
    joan.leaves()


def then_each_has_their_own(priya: Person, one: str, other: str) -> None:
    for learner_id, mine, theirs in (
        (one, "Learn to cook", "Get a driving licence"), (other, "Get a driving licence", "Learn to cook"),
    ):  # fmt: skip
        priya.goes_to(f"/staff/people/{learner_id}/plan/")
        priya.sees(mine)
        priya.sees_nothing_of(theirs)

"""What people do in the journeys of planning, step by step."""

import datetime as dt
import itertools
import json
import re
import time

from tests.journeys.pages import TABLET, Person
from tests.journeys.signing_in import given_a_tablet_at, given_persona

_numbers = itertools.count(1)
FAR_RELEASE = "2035-06-01"
OWN_PIN = "583921"


def given_somebody_new(campus, given_name: str, family_name: str) -> str:
    """Somebody whom nobody knows yet is admitted at Leeds, by the roll. Returns their prison number."""
    number = f"Z{next(_numbers):04d}JP"
    roll = campus.home / "roll.jsonl"
    roll.write_text(json.dumps({
        "prison_number": number, "establishment": "LEI", "status": "IN", "movement_seq": 1,
        "moved_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "given_name": given_name,
        "family_name": family_name, "date_of_birth": "1993-04-05", "release_date": FAR_RELEASE,
        "legal_status": "SENTENCED", "cell": "C2-001",
    }) + "\n")  # fmt: skip
    assert campus.manage_json("sync_roll", str(roll))["created"] == 1
    campus.manage("relay", "--once")
    return number


def when_staff_find(person: Person, number: str, listed: str) -> str:
    person.goes_to(f"/staff/people/?q={number}")
    person.follows(listed)
    found = re.search(r"/people/([0-9a-f-]{36})/", person.page.url)
    assert found is not None
    return found.group(1)


def fills_date(person: Person, legend: str, on: dt.date) -> None:
    group = person.page.get_by_role("group", name=re.compile(legend)).last
    for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        group.get_by_label(label).fill(str(value))


def given_the_person_at_a_tablet(tablet: Person, priya: Person, learner_id: str, number: str) -> None:
    """Staff make a one-time code; the person signs in with it and chooses a PIN."""
    priya.goes_to(f"/staff/people/{learner_id}/kiosk-code/")
    priya.clicks("Make a one-time code")
    code = priya.page.locator(".vc-one-time-code").inner_text()
    tablet.goes_to("/learn/")
    tablet.types("Type your prison number", number)
    tablet.clicks("Carry on")
    tablet.types("Type your PIN", code)
    tablet.clicks("Sign in")
    tablet.types("Choose a PIN", OWN_PIN)
    tablet.types("Type it again", OWN_PIN)
    tablet.clicks("Save my PIN")
    tablet.goes_to("/learn/")
    tablet.sees("Hello")


def when_the_person_tells_about_themselves(campus, browser, priya: Person, learner_id: str, number: str) -> Person:
    tablet = Person(browser, campus.url, size=TABLET, scripts=False)
    given_a_tablet_at(tablet, "LEI")
    given_the_person_at_a_tablet(tablet, priya, learner_id, number)
    tablet.looks("kiosk-first-day")
    tablet.goes_to("/learn/plan/about-you/hoping-to-work/")
    tablet.looks("kiosk-about-you")
    tablet.page.locator("main input[type=radio]").first.check()
    tablet.clicks("Save and carry on")
    tablet.looks("kiosk-about-you-second")
    pages = ["/learn/plan/about-you/", "/learn/plan/about-you/kinds-of-work/", "/learn/plan/skills/"]
    then_each_page_is_also_welsh(tablet, [*pages, "/learn/about-me/support/", "/learn/courses/"])
    return tablet


def then_each_page_is_also_welsh(tablet: Person, addresses: list[str]) -> None:
    """Each is clean in Welsh, and nothing of it is left in English that the catalogue knows."""
    tablet.clicks("Cymraeg")
    for address in addresses:
        assert tablet.goes_to(address) == 200, address
        assert tablet.page.locator("html").get_attribute("lang") == "cy"
        tablet.looks(f"cy{address.replace('/', '-').rstrip('-')}")
    tablet.clicks("English")


def when_first_assessments_are_done(campus, priya: Person, learner_id: str) -> None:
    when_an_assessment_is_recorded(priya, learner_id, "english", "Level 1")
    when_an_assessment_is_recorded(priya, learner_id, "maths", "Entry level 3")
    when_an_assessment_is_recorded(priya, learner_id, "aln", "No need identified")
    campus.manage("relay", "--once")


def when_an_assessment_is_recorded(person: Person, learner_id: str, kind: str, outcome: str) -> None:
    person.goes_to(f"/staff/people/{learner_id}/education/assess/{kind}/")
    fills_date(person, "When was it taken", dt.date.today())
    person.page.get_by_label(outcome, exact=True).check()
    consent = person.page.get_by_role("group", name=re.compile("agree to the assessment"))
    if consent.count():
        consent.get_by_label("Yes").check()
    person.looks(f"staff-result-{kind}")
    person.clicks("Save result")
    person.sees(outcome)


def then_the_induction_has_its_date(priya: Person, learner_id: str) -> None:
    due = dt.date.today() + dt.timedelta(days=10)
    priya.goes_to(f"/staff/people/{learner_id}/")
    priya.sees(f"{due.day} {due:%B %Y}")
    priya.looks("staff-induction-due")


# What is chosen on each page of the induction, by its address; a page that is not here is continued as it is.
CHOICES = {
    "kinds-of-work": "Warehousing", "what-may-limit-work": "None of these", "highest-education": "secondary",
    "any-qualifications": "No", "training": "None of these", "worked-before": "No", "interests": "Crafts",
}  # fmt: skip


def when_the_induction_is_held(priya: Person, learner_id: str) -> None:
    priya.goes_to(f"/staff/people/{learner_id}/induction/hoping-to-work/")
    priya.sees("Amir said")
    priya.looks("staff-induction-first")
    priya.clicks(re.compile("^Use this"))
    for _ in range(20):
        topic = priya.page.url.rstrip("/").rsplit("/", 1)[-1]
        if topic == "check":
            break
        when_a_question_is_answered(priya, topic)
    priya.looks("staff-induction-check")
    priya.clicks("Save induction")
    priya.sees(re.compile("Induction saved"))
    priya.looks("staff-induction-saved")


def when_a_question_is_answered(priya: Person, topic: str) -> None:
    if topic in CHOICES:
        priya.page.get_by_label(re.compile(CHOICES[topic], re.I)).first.check()
    if topic == "session":
        priya.chooses("I did")
        fills_date(priya, "When was the session", dt.date.today())
    if topic in ("skills", "note"):
        priya.looks(f"staff-induction-{topic}")
    before = priya.page.url
    priya.clicks("Save and continue")
    assert priya.page.url != before, f"{topic}: {priya.page.locator('main').inner_text()}"


def when_a_goal_is_added(priya: Person) -> None:
    priya.types(re.compile("want to achieve"), "Work in a warehouse")
    priya.chooses("In 6 months")
    priya.types("Step 1", "Get my forklift licence")
    priya.clicks("Save goal")
    priya.sees("Goal saved.")


def when_the_review_is_held(priya: Person, learner_id: str) -> None:
    priya.goes_to(f"/staff/people/{learner_id}/reviews/start/")
    priya.sees("Look at the goals")
    priya.looks("staff-review-start")
    priya.follows("Complete review")
    priya.clicks("Complete review")
    priya.sees("Write a note about the review")
    priya.looks("staff-review-error")
    priya.types("What was said", "Going well. He likes the class.")
    fills_date(priya, "When was the review held", dt.date.today())
    priya.chooses("I did")
    priya.clicks("Complete review")
    priya.sees(re.compile("Review done, on time. Next:"))
    priya.looks("staff-review-done")
    for page in ("reviews/", "history/", "skills/", "interests/", "sharing/", "schedule/hold/", "support/"):
        assert priya.goes_to(f"/staff/people/{learner_id}/{page}") == 200, page
        priya.looks(f"staff-{page.strip('/').replace('/', '-')}")


def then_the_person_sees_it_all(tablet: Person) -> None:
    tablet.goes_to("/learn/plan/")
    tablet.sees("Work in a warehouse")
    tablet.looks("kiosk-plan-after-review")
    for page in ("results", "skills", "about-you"):
        assert tablet.goes_to(f"/learn/plan/{page}/") == 200, page
        tablet.looks(f"kiosk-{page}")
    tablet.goes_to("/learn/about-me/sharing/")
    tablet.looks("kiosk-sharing")
    then_each_page_is_also_welsh(
        tablet, ["/learn/plan/", "/learn/plan/results/", "/learn/about-me/sharing/", "/learn/"]
    )
    tablet.leaves()


def when_moved(campus, number: str, reason: str, prison: str, kind: str = "received") -> None:
    event = campus.home / "events.jsonl"
    event.write_text(json.dumps({
        "eventType": f"prisoner-offender-search.prisoner.{kind}", "version": 1,
        "occurredAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "additionalInformation": {"nomsNumber": number, "reason": reason, "prisonId": prison},
    }) + "\n")  # fmt: skip
    assert campus.manage_json("ingest_events", str(event))["applied"] == 1
    time.sleep(1.1)  # the next event is told by the second


def then_the_review_is_due_in_ten_days(campus, browser, learner_id: str) -> None:
    due = dt.date.today() + dt.timedelta(days=10)
    rachel = Person(browser, campus.url)
    given_persona(rachel, "Rachel Marsh")
    rachel.goes_to(f"/staff/people/{learner_id}/")
    rachel.sees("Transfer review")
    rachel.sees(f"{due.day} {due:%B %Y}")
    rachel.looks("staff-hull-transfer-review")
    rachel.leaves()


def then_a_returner_gets_a_review_and_no_induction(priya: Person, learner_id: str) -> None:
    due = dt.date.today() + dt.timedelta(days=10)
    priya.goes_to(f"/staff/people/{learner_id}/")
    priya.sees(f"{due.day} {due:%B %Y}")
    priya.looks("staff-returner")
    priya.goes_to(f"/staff/people/{learner_id}/induction/")
    priya.sees("has had an induction")
    priya.looks("staff-no-second-induction")
    priya.leaves()


def when_a_screener_finds(olu: Person, learner_id: str, *, hard: str) -> None:
    olu.goes_to(f"/staff/people/{learner_id}/support/screeners/add/")
    fills_date(olu, "When was it done", dt.date.today())
    olu.page.get_by_label(hard).check()
    if "Spelling" in hard:
        olu.looks("staff-screener")
    olu.clicks("Save screener")
    olu.sees("Delete this screener")
    olu.sees(hard.partition(":")[0])

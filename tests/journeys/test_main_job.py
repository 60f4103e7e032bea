"""The main job, from the first click to the last: a plan agreed at Leeds is the person's own at Hull.

One journey in four parts, told in order. Each page is a picture in artefacts/journey and is clean by axe (WCAG 2.2 AA).
"""

import json
import re
import time

from campus.accounts import demo
from tests.journeys.pages import LAPTOP, TABLET, Person
from tests.journeys.signing_in import given_a_tablet_at, given_persona, given_staff_signed_in

NUMBER = demo.LEARNER_NUMBER
OWN_PIN = "583920"


class TestTheMainJob:
    def test_from_plan_to_transfer(self, campus, browser):
        learner_id = staff_agree_a_plan(campus, browser)
        tablet = learner_works_on_it(campus, browser)
        a_message_goes_out_and_comes_back(campus, browser, tablet)
        the_record_moves_to_hull(campus, browser, tablet, learner_id)


def staff_agree_a_plan(campus, browser) -> str:
    priya = Person(browser, campus.url)
    given_staff_signed_in(priya, "priya.shah")
    priya.sees("Today")
    priya.looks("staff-today")
    priya.follows("People")
    priya.looks("staff-people")
    priya.types("Name or prison number", "osei")
    priya.clicks("Show people")
    priya.follows("Osei, Daniel")
    priya.looks("staff-person-empty")
    learner_id = re.search(r"/people/([0-9a-f-]{36})/", priya.page.url).group(1)
    when_staff_add_a_goal(
        priya, "Get a job in a warehouse when I leave", "In 3 months", ["Finish my CV", "Practise an interview"]
    )
    priya.looks("staff-plan-one-goal")
    when_staff_add_a_goal(priya, "Pass Level 1 maths", "In 6 months", ["Join a maths class", "Take the test"])
    priya.clicks("Agree plan")
    priya.sees("Plan agreed")
    priya.looks("staff-plan-agreed")
    priya.leaves()
    return learner_id


def when_staff_add_a_goal(priya: Person, title: str, when: str, steps: list[str]) -> None:
    priya.follows("Add a goal")
    priya.types(re.compile("want to achieve"), title)
    priya.chooses(when)
    priya.types("Step 1", steps[0])
    priya.clicks(re.compile("Add another step"))
    priya.types("Step 2", steps[1])
    priya.looks("staff-add-goal")
    priya.clicks("Save goal")
    priya.sees("Goal saved.")


def learner_works_on_it(campus, browser) -> Person:
    tablet = Person(browser, campus.url, size=TABLET, scripts=False)
    given_a_tablet_at(tablet, "LEI")
    when_the_learner_signs_in(tablet, demo.PIN)
    tablet.sees("Hello, Daniel")
    tablet.looks("kiosk-home")
    tablet.follows("My plan")
    tablet.sees("You have 2 goals. You have done 0 of 4 steps.")
    tablet.clicks(re.compile("I have done this Practise an interview"))
    tablet.sees(re.compile(r"You ticked this\. \w+ will check it\."))  # by first name, where somebody works with them
    tablet.looks("kiosk-plan-ticked")
    when_the_learner_answers_the_cv(tablet)
    then_the_cv_is_made(tablet)
    return tablet


def when_the_learner_signs_in(tablet: Person, pin: str) -> None:
    tablet.goes_to("/learn/")
    tablet.looks("kiosk-sign-in")
    tablet.types("Type your prison number", NUMBER)
    tablet.clicks("Carry on")
    tablet.types("Type your PIN", pin)
    tablet.looks("kiosk-pin")
    tablet.clicks("Sign in")


ANSWERS = [
    "I am looking for work in a warehouse.",
    "I work well in a team.",
    "Kitchen worker",
    "2025 to 2026",
    "I cooked lunch for 120 people each day.",
    "Level 1 English, 2026",
    "I help people to read.",
    "I speak Welsh.",
]


def when_the_learner_answers_the_cv(tablet: Person) -> None:
    tablet.follows(re.compile("^Work"))
    tablet.looks("kiosk-work")
    tablet.page.get_by_role("link", name=re.compile("CV")).first.click()
    for number, answer in enumerate(ANSWERS, start=1):
        if number == 1 and not tablet.page.locator("textarea, input[type=text]").count():
            tablet.page.locator("main a.k-btn").first.click()
        tablet.page.locator("main textarea, main input[type=text]").first.fill(answer)
        if number in (1, 5):
            tablet.looks(f"kiosk-cv-question-{number}")
        tablet.clicks("Save and carry on")
    tablet.looks("kiosk-cv-check")


def then_the_cv_is_made(tablet: Person) -> None:
    tablet.clicks(re.compile("Make my CV"))
    answer = tablet.page.reload()
    if "We are making your CV" in tablet.page.content():
        assert re.match(r"5; ?url=", answer.headers["refresh"])
        assert "<meta http-equiv" not in tablet.page.content()
        tablet.looks("kiosk-cv-making")
    deadline = time.monotonic() + 60
    while "Your CV is ready" not in tablet.page.content():
        assert time.monotonic() < deadline, tablet.page.content()
        time.sleep(1)
        tablet.follows("Check again")
    picture = tablet.page.locator("img.k-paper").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 300")
    tablet.sees("I cooked lunch for 120 people each day.")
    tablet.looks("kiosk-cv-ready")
    tablet.clicks("Ask staff to print it")
    tablet.sees("You asked staff to print this")


def a_message_goes_out_and_comes_back(campus, browser, tablet: Person) -> None:
    tablet.follows(re.compile("Messages"))
    tablet.looks("kiosk-messages-empty")
    tablet.page.locator("main a.k-btn, main a.k-link").first.click()
    tablet.sees(re.compile("[Ss]taff read"))
    tablet.sees(re.compile("lawyer"))
    tablet.sees(re.compile("[Ee]mergency|danger"))
    tablet.looks("kiosk-message-new")
    tom_ellis = tablet.page.get_by_label(re.compile("Tom"))
    if tom_ellis.count():
        tom_ellis.first.check()
    tablet.types(re.compile("about"), "Warehouse interview")
    tablet.page.locator("main textarea").first.fill("Hello Tom. My CV is done. Is the job still free?")
    tablet.clicks(re.compile("^Send"))
    tablet.sees("Being checked")
    tablet.looks("kiosk-message-checked")
    moderator_approves(campus, browser, "sam.cole", "Is the job still free?")
    assert "You have a new message. Sign in to read it." in notices(campus)
    worker_replies(campus, browser)
    moderator_approves(campus, browser, "sam.cole", "Yes. They want to meet you.", wait=True)
    tablet.goes_to("/learn/messages/")
    tablet.page.locator("main").get_by_role("link", name=re.compile("Read it")).first.click()
    tablet.sees("Yes. They want to meet you.")
    tablet.looks("kiosk-message-reply")


_signed_in: dict[str, Person] = {}


def moderator_approves(campus, browser, username: str, words: str, *, wait: bool = False) -> None:
    sam = _signed_in.get(username)
    if sam is None:
        sam = _signed_in[username] = Person(browser, campus.url)
        given_staff_signed_in(sam, username)
    sam.goes_to("/staff/messages/")
    sam.looks(f"staff-moderation{'-reply' if wait else ''}")
    sam.page.locator(
        ".vc-queue a", has_text=re.compile("Tom Ellis.*to Daniel Osei" if wait else "Daniel Osei.*to Tom Ellis", re.S)
    ).first.click()
    sam.clicks("Check this message")
    sam.sees(words)
    sam.looks("staff-moderation-message")
    sam.chooses(re.compile("Send it as it is"))
    sam.clicks(re.compile("Decide"))
    sam.sees("Sent")


def notices(campus) -> str:
    """What the double of the notice service accepted."""
    campus.manage("relay", "--once")
    return campus.sent_notices()


def worker_replies(campus, browser) -> None:
    tom = Person(browser, campus.url)
    given_staff_signed_in(tom, "tom.ellis@demo.example.org", "/provider/")
    tom.looks("portal-home")
    tom.follows("Read and reply")
    tom.sees("Is the job still free?")
    tom.sees_nothing_of(NUMBER)
    tom.page.locator("textarea").first.fill("Yes. They want to meet you.")
    tom.looks("portal-thread")
    tom.clicks("Send for checking")
    tom.sees("Being checked")
    tom.leaves()


def the_record_moves_to_hull(campus, browser, tablet: Person, learner_id: str) -> None:
    before = campus.manage_json("record", NUMBER)
    event = campus.home / "events.jsonl"
    event.write_text(json.dumps({
        "eventType": "prisoner-offender-search.prisoner.received", "version": 1,
        "occurredAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "personReference": {"identifiers": [{"type": "NOMS", "value": NUMBER}]},
        "additionalInformation": {"nomsNumber": NUMBER, "reason": "TRANSFERRED", "prisonId": "HLI"},
    }) + "\n")  # fmt: skip
    assert campus.manage_json("ingest_events", str(event))["applied"] == 1
    assert campus.manage_json("ingest_events", str(event))["duplicate"] == 1
    after = campus.manage_json("record", NUMBER)
    assert after["root"] == before["root"]
    assert of_the_record(after) == of_the_record(before)
    assert after["placement"]["establishment"] == "HLI"
    then_leeds_cannot_open_it(campus, browser, learner_id)
    then_hull_opens_it_at_once(campus, browser, learner_id)
    then_the_learner_goes_on_at_hull(campus, tablet, before)


def of_the_record(said: dict) -> dict:
    """Everything but what ties the person to a place: a move changes dates, and nothing that the person has."""
    return {name: kind for name, kind in said["kinds"].items() if kind["class"] != "binding"}


def then_leeds_cannot_open_it(campus, browser, learner_id: str) -> None:
    priya = Person(browser, campus.url)
    given_persona(priya, "Priya Shah")
    assert priya.goes_to(f"/staff/people/{learner_id}/") == 404
    priya.sees("We cannot find this page")
    priya.looks("staff-leeds-404")
    priya.leaves()


def then_hull_opens_it_at_once(campus, browser, learner_id: str) -> None:
    rachel = Person(browser, campus.url, size=LAPTOP)
    given_persona(rachel, "Rachel Marsh")
    assert rachel.goes_to(f"/staff/people/{learner_id}/") == 200
    rachel.sees("Get a job in a warehouse when I leave")
    rachel.sees("0 missing")
    rachel.looks("staff-hull-person")
    rachel.follows("See the receipt")
    rachel.sees(re.compile(r"\d+ records came with Daniel, 0 missing"))
    rachel.looks("staff-hull-receipt")
    rachel.goes_to("/staff/printing/")
    rachel.sees("Daniel Osei")
    rachel.looks("staff-hull-printing")
    rachel.leaves()


def then_the_learner_goes_on_at_hull(campus, tablet: Person, record: dict) -> None:
    total = sum(kind["count"] for kind in record["kinds"].values())
    tablet.goes_to("/learn/plan/")
    tablet.sees_nothing_of("Get a job in a warehouse when I leave")
    given_a_tablet_at(tablet, "HLI")
    when_the_learner_signs_in(tablet, demo.PIN)
    tablet.sees("Welcome to Hull.")
    tablet.sees(f"{total} records came with you, 0 missing.")
    tablet.looks("kiosk-hull-home")
    tablet.follows("See what came")
    tablet.looks("kiosk-receipt")
    tablet.follows("My plan")
    tablet.sees("You ticked this. Staff will check it.")
    tablet.follows(re.compile("^Work"))
    tablet.page.get_by_role("link", name=re.compile("CV")).first.click()
    tablet.looks("kiosk-hull-cv")
    tablet.follows(re.compile("Messages"))
    tablet.sees("Warehouse interview")
    tablet.clicks(re.compile("Sign out"))
    tablet.sees("You are signed out")
    tablet.looks("kiosk-signed-out")
    tablet.page.go_back()
    tablet.sees_nothing_of("Warehouse interview")

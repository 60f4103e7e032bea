"""The working day of education staff and the learner's own view, from an induction to a review in another prison.

Each page is a picture in artefacts/journey and is clean by axe (WCAG 2.2 AA); kiosk pages in Welsh too.
"""

import re

from tests.journeys.pages import TABLET, Person
from tests.journeys.planning import (
    given_somebody_new,
    given_the_person_at_a_tablet,
    then_a_returner_gets_a_review_and_no_induction,
    then_each_page_is_also_welsh,
    then_the_induction_has_its_date,
    then_the_person_sees_it_all,
    then_the_review_is_due_in_ten_days,
    when_a_goal_is_added,
    when_a_screener_finds,
    when_an_assessment_is_recorded,
    when_first_assessments_are_done,
    when_moved,
    when_staff_find,
    when_the_induction_is_held,
    when_the_person_tells_about_themselves,
    when_the_review_is_held,
)
from tests.journeys.signing_in import given_a_tablet_at, given_persona


class TestPlanning:
    def test_from_induction_to_a_review_after_a_move_and_a_return(self, campus, browser):
        newcomer = given_somebody_new(campus, "Amir", "Khan")
        priya = Person(browser, campus.url)
        given_persona(priya, "Priya Shah")
        learner_id = when_staff_find(priya, newcomer, "Khan, Amir")
        priya.sees("gets its date when all assessments are done")
        priya.looks("staff-waiting-for-assessments")
        tablet = when_the_person_tells_about_themselves(campus, browser, priya, learner_id, newcomer)
        when_first_assessments_are_done(campus, priya, learner_id)
        then_the_induction_has_its_date(priya, learner_id)
        when_the_induction_is_held(priya, learner_id)
        when_a_goal_is_added(priya)
        when_the_review_is_held(priya, learner_id)
        then_the_person_sees_it_all(tablet)
        when_moved(campus, newcomer, "TRANSFERRED", "HLI")
        then_the_review_is_due_in_ten_days(campus, browser, learner_id)
        when_moved(campus, newcomer, "RELEASED", "OUT", kind="released")
        when_moved(campus, newcomer, "READMISSION", "LEI")
        then_a_returner_gets_a_review_and_no_induction(priya, learner_id)

    def test_of_a_screener_entered_wrongly_and_deleted(self, campus, browser):
        number = given_somebody_new(campus, "Leon", "Pryce")
        olu = Person(browser, campus.url)
        given_persona(olu, "Olu Bankole")
        learner_id = when_staff_find(olu, number, "Pryce, Leon")
        when_a_screener_finds(olu, learner_id, hard="Spelling: hard")
        olu.looks("staff-support-screened")
        when_a_screener_finds(olu, learner_id, hard="Managing money: hard")
        olu.sees("Managing money")
        olu.follows("Delete this screener")
        olu.chooses(re.compile("error", re.I))
        olu.looks("staff-delete-screener")
        olu.clicks("Carry on")
        olu.looks("staff-delete-screener-confirm")
        olu.clicks("Delete")
        olu.sees("Spelling")
        olu.sees("Delete this screener")
        olu.sees_nothing_of("Managing money")
        olu.looks("staff-screener-restored")
        olu.leaves()

    def test_of_a_test_that_is_not_needed(self, campus, browser):
        number = given_somebody_new(campus, "Dean", "Fox")
        martin = Person(browser, campus.url)
        given_persona(martin, "Martin Reid")
        learner_id = when_staff_find(martin, number, "Fox, Dean")
        when_an_assessment_is_recorded(martin, learner_id, "maths", "Entry level 3")
        martin.goes_to(f"/staff/people/{learner_id}/education/assess/maths/")
        martin.sees("test is not needed")
        martin.sees(re.compile("A new test is not needed until"))
        martin.looks("staff-test-not-needed")
        martin.follows("Test again anyway")
        martin.clicks("Carry on to the test")
        martin.sees("Choose a reason")
        martin.looks("staff-test-again-error")
        martin.chooses("The person asked for it")
        martin.clicks("Carry on to the test")
        martin.sees("Tested again on purpose")
        martin.looks("staff-test-again")
        martin.leaves()

    def test_of_a_goal_that_the_person_suggests(self, campus, browser):
        number = given_somebody_new(campus, "Owen", "Reese")
        priya = Person(browser, campus.url)
        given_persona(priya, "Priya Shah")
        learner_id = when_staff_find(priya, number, "Reese, Owen")
        tablet = Person(browser, campus.url, size=TABLET, scripts=False)
        given_a_tablet_at(tablet, "LEI")
        given_the_person_at_a_tablet(tablet, priya, learner_id, number)
        tablet.goes_to("/learn/plan/")
        tablet.follows("Suggest a goal")
        tablet.looks("kiosk-suggest-goal")
        tablet.clicks("Send")
        tablet.sees("Write your goal first.")
        tablet.types("What do you want to do?", "Learn to drive a forklift")
        tablet.types("What is a first step?", "Ask about the course")
        tablet.chooses("In 6 months")
        tablet.clicks("Send")
        tablet.sees("Learn to drive a forklift")
        tablet.looks("kiosk-suggested")
        then_each_page_is_also_welsh(tablet, ["/learn/plan/", "/learn/plan/goals/suggest/", "/learn/plan/meeting/ask/"])
        priya.goes_to(f"/staff/people/{learner_id}/plan/")
        priya.sees("Learn to drive a forklift")
        priya.looks("staff-plan-suggestion")
        priya.page.locator("a[href*='/suggested/']").first.click()
        priya.looks("staff-accept-suggestion")
        priya.clicks("Save goal")
        priya.sees("Learn to drive a forklift")
        tablet.goes_to("/learn/plan/")
        tablet.sees("Ask about the course")
        tablet.looks("kiosk-suggestion-accepted")
        tablet.leaves()
        priya.leaves()

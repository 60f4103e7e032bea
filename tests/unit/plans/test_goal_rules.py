"""How goals end, what steps may do, what people may ask for, and what may be corrected: without a database."""

import uuid

import pytest

from campus.core.errors import Refused
from plans import rules
from plans.rules import closing, corrections, printing, steps, voice
from plans.rules.corrections import About

WORK = ["OUTDOOR", "OTHER"]


def refused(check, *args, **said) -> str:
    with pytest.raises(Refused) as why:
        check(*args, **said)
    return f"{why.value.field}: {why.value.sentence}"


class TestArchiveReasons:
    def test_are_those_of_the_list_each_with_words(self):
        assert set(closing.ARCHIVE_LABELS) == {
            "PRISONER_NO_LONGER_WANTS_TO_WORK_TOWARDS_GOAL", "PRISONER_NO_LONGER_WANTS_TO_WORK_WITH_CIAG",
            "SUITABLE_ACTIVITIES_NOT_AVAILABLE_IN_THIS_PRISON", "OTHER",
        }  # fmt: skip
        assert all(closing.ARCHIVE_LABELS.values())

    @pytest.mark.parametrize("words", ["", "  "])
    def test_of_another_kind_need_words(self, words):
        assert refused(closing.check_archive, "OTHER", words).startswith("words: ")

    def test_take_200_letters(self):
        closing.check_archive("OTHER", "x" * 200)
        assert "200" in refused(closing.check_archive, "OTHER", "x" * 201)

    @pytest.mark.parametrize("reason", ["", "BORED", "other"])
    def test_are_no_others(self, reason):
        assert refused(closing.check_archive, reason, "words").startswith("reason: ")


class TestClosing:
    @pytest.mark.parametrize(
        ("status", "complete", "archive", "reopen"),
        [("ACTIVE", True, True, False), ("COMPLETED", False, False, True), ("ARCHIVED", False, False, True)],
    )
    def test_takes_each_state_one_way(self, status, complete, archive, reopen):
        assert closing.may_complete(status=status) is complete
        assert closing.may_archive(status=status) is archive
        assert closing.may_reopen(status=status) is reopen

    def test_says_what_to_do_first(self):
        assert "Reopen it before you complete it" in refused(closing.check_may_complete, status="ARCHIVED")
        assert "Reopen it before you archive it" in refused(closing.check_may_archive, status="COMPLETED")
        assert "in progress already" in refused(closing.check_may_reopen, status="ACTIVE")

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
    def test_reopens_for_a_reason_of_200_letters_at_most(self, reason):
        assert refused(closing.check_reopen, reason).startswith("reason: ")

    def test_leaves_closed_goals_unchanged(self):
        rules.check_may_change(status="ACTIVE")
        assert "correct" in refused(rules.check_may_change, status="COMPLETED")
        assert "Reopen" in refused(rules.check_may_change, status="ARCHIVED")


class TestSteps:
    @pytest.mark.parametrize("goal", ["COMPLETED", "ARCHIVED"])
    def test_of_a_closed_goal_do_not_move(self, goal):
        for check in (steps.check_may_start, steps.check_may_set_back, steps.check_may_reword):
            assert "closed" in refused(check, goal_status=goal, step_status="NOT_STARTED")
        assert "closed" in refused(steps.check_may_add, goal_status=goal, steps=1)
        assert "closed" in refused(
            steps.check_may_take_out, goal_status=goal, step_status="NOT_STARTED", ticked=False, steps=3
        )

    def test_are_set_back_one_state_at_a_time(self):
        assert steps.set_back("COMPLETE") == "ACTIVE"
        assert steps.set_back("ACTIVE") == "NOT_STARTED"
        refused(steps.check_may_set_back, goal_status="ACTIVE", step_status="NOT_STARTED")

    def test_keep_their_words_once_done(self):
        steps.check_may_reword(goal_status="ACTIVE", step_status="ACTIVE")
        refused(steps.check_may_reword, goal_status="ACTIVE", step_status="COMPLETE")

    @pytest.mark.parametrize(
        ("step", "ticked", "count", "may"),
        [("NOT_STARTED", False, 2, True), ("NOT_STARTED", False, 1, False), ("ACTIVE", False, 2, False),
         ("ACTIVE", True, 2, False), ("COMPLETE", False, 2, False)],
    )  # fmt: skip
    def test_are_taken_out_unbegun_and_never_the_last(self, step, ticked, count, may):
        assert steps.may_take_out(goal_status="ACTIVE", step_status=step, ticked=ticked, steps=count) is may

    def test_are_twenty_at_most(self):
        steps.check_may_add(goal_status="ACTIVE", steps=19)
        assert "20" in refused(steps.check_may_add, goal_status="ACTIVE", steps=20)
        rules.check_goal("A job", ["x"] * 20)
        assert refused(rules.check_goal, "A job", ["x"] * 21).startswith("steps: ")

    def test_move_one_place_and_stop_at_the_ends(self):
        one, two, three = (uuid.uuid4() for _ in range(3))
        order = [one, two, three]
        assert steps.moved(order, two, up=True) == [two, one, three]
        assert steps.moved(order, two, up=False) == [one, three, two]
        assert steps.moved(order, one, up=True) == order
        assert steps.moved(order, three, up=False) == order

    def test_may_say_whose_turn_it_is(self):
        rules.check_step(rules.PlannedStep("Ring up", owner="PROVIDER"))
        assert refused(rules.check_step, rules.PlannedStep("Ring up", owner="MUM")).startswith("owner: ")
        assert refused(rules.check_step, rules.PlannedStep("  ")).startswith("title: ")

    def test_are_planned_from_words_or_more(self):
        found = rules.planned(["One", " ", rules.PlannedStep(" Two ", "STAFF")])
        assert [(step.title, step.owner) for step in found] == [("One", ""), ("Two", "STAFF")]


class TestLinks:
    def test_are_each_optional(self):
        rules.check_links(rules.Links(), WORK)
        rules.check_links(rules.Links(uuid.uuid4(), "Level 1 maths", "OUTDOOR"), WORK)

    def test_are_to_known_work_and_a_short_qualification(self):
        assert refused(rules.check_links, rules.Links(work_type="PIRACY"), WORK).startswith("work_type: ")
        assert refused(rules.check_links, rules.Links(qualification="x" * 101), WORK).startswith("qualification: ")


class TestVoice:
    def test_needs_words_for_a_goal(self):
        assert refused(voice.check_suggestion, "  ") == "title: Write your goal first."

    def test_lets_five_goals_wait(self):
        assert voice.may_suggest(waiting=4) and not voice.may_suggest(waiting=5)
        refused(voice.check_may_suggest, waiting=5)

    @pytest.mark.parametrize(("status", "may"), [("WAITING", True), ("ACCEPTED", False), ("DECLINED", False)])
    def test_is_taken_back_and_answered_while_it_waits(self, status, may):
        assert voice.may_answer(status=status) is may
        if may:
            voice.check_may_take_back(status=status)
        else:
            refused(voice.check_may_take_back, status=status)

    def test_lets_one_session_wait(self):
        voice.check_may_ask(waiting=False)
        refused(voice.check_may_ask, waiting=True)
        refused(voice.check_may_stop_asking, status="ANSWERED")
        refused(voice.check_may_stop_asking, status="TAKEN_BACK")

    def test_is_answered_in_words(self):
        assert refused(voice.check_answer, " ").startswith("answer: ")


class TestCorrections:
    NOW = {"title": "Read", "note": "", "closing_note": "Well done"}

    def test_are_of_what_differs(self):
        after = {**self.NOW, "title": " Read more ", "note": " "}
        assert corrections.changes(About.GOAL, self.NOW, after) == {"title": "Read more"}

    def test_need_a_difference_a_reason_and_what_must_be_there(self):
        changed = {**self.NOW, "note": "Yes"}
        corrections.check_correction(About.GOAL, self.NOW, changed, "A slip")
        assert "Nothing is different" in refused(corrections.check_correction, About.GOAL, self.NOW, self.NOW, "A slip")
        assert refused(corrections.check_correction, About.GOAL, self.NOW, changed, " ").startswith("reason: ")
        empty = {**self.NOW, "title": ""}
        assert refused(corrections.check_correction, About.GOAL, self.NOW, empty, "A slip").startswith("title: ")
        assert refused(corrections.check_correction, About.REVIEW, {"note": "x"}, {"note": ""}, "y").startswith(
            "note: "
        )
        corrections.check_correction(About.INDUCTION, {"note": "x"}, {"note": ""}, "Somebody else's")

    def test_of_a_goal_in_progress_are_changes(self):
        assert "Change it instead" in refused(corrections.check_may_correct_goal, status="ACTIVE")
        corrections.check_may_correct_goal(status="COMPLETED")
        corrections.check_may_correct_goal(status="ARCHIVED")


class TestPrinting:
    def test_needs_a_goal(self):
        assert printing.may_print(goals=1) and not printing.may_print(goals=0)
        refused(printing.check_may_print, goals=0)

    @pytest.mark.parametrize("progress", [p for p in printing.Progress if p != "failed"])
    def test_is_tried_again_after_a_failure_only(self, progress):
        printing.check_may_try_again(progress=printing.Progress.FAILED)
        refused(printing.check_may_try_again, progress=progress)

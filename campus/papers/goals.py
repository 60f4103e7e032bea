"""The machines of goals, their steps, and what people ask for."""

from campus.papers import meanings
from campus.papers.machines import Machine, Move, _values, allowed
from plans import rules as plans
from plans.rules import closing, steps, voice


def machines() -> list[Machine]:
    return [goal(), step(), goal_proposal(), session_request()]


def goal() -> Machine:
    states = plans.GoalStatus
    verbs = (
        (states.COMPLETED, "complete_goal", closing.check_may_complete),
        (states.ARCHIVED, "archive_goal", closing.check_may_archive),
        (states.ACTIVE, "reopen_goal", closing.check_may_reopen),
    )
    found = [
        Move(s.value, after.value, verb)
        for s in states
        for after, verb, check in verbs
        if allowed(lambda s=s, check=check: check(status=s))  # type: ignore[misc]
    ]
    note = (
        "Steps and goal end apart: the last step completes no goal, and a completed goal leaves its steps as they are."
    )
    source = "`plans.rules.GoalStatus`, `plans.rules.closing`"
    moves = (Move(None, states.ACTIVE.value, "add_goal"), *found)
    return Machine("Goal", source, _values(states), meanings.GOAL, moves, note)


def step() -> Machine:
    states, active = plans.StepStatus, plans.GoalStatus.ACTIVE
    moves = [Move(None, states.NOT_STARTED.value, "add_goal, steps.add")]
    for s in states:
        ticked = s == states.ACTIVE
        may_tick = allowed(lambda: plans.check_may_tick(goal_status=active, step_status=s, ticked=False))  # noqa: B023
        may_untick = allowed(lambda: plans.check_may_untick(step_status=s, ticked=ticked))  # noqa: B023
        may_confirm = allowed(lambda: plans.check_may_confirm(goal_status=active, step_status=s))  # noqa: B023
        may_start = allowed(lambda: steps.check_may_start(goal_status=active, step_status=s))  # noqa: B023
        may_set_back = allowed(lambda: steps.check_may_set_back(goal_status=active, step_status=s))  # noqa: B023
        moves += [Move(s.value, states.ACTIVE.value, "tick (the person)")] if may_tick else []
        moves += [Move(s.value, states.NOT_STARTED.value, "untick (the person)")] if may_untick else []
        moves += [Move(s.value, states.ACTIVE.value, "start (staff)")] if may_start else []
        moves += [Move(s.value, states.COMPLETE.value, "confirm (staff)")] if may_confirm else []
        moves += [Move(s.value, steps.set_back(s).value, "set_back (staff)")] if may_set_back else []
    note = (
        "Nothing moves while the goal is closed. A step that nobody has begun can be taken out of its goal and put "
        "back; its row stays and says when."
    )
    source = "`plans.rules.StepStatus`, `plans.rules.goals`, `plans.rules.steps`"
    return Machine("Step", source, _values(states), meanings.STEP, tuple(moves), note)


def goal_proposal() -> Machine:
    states = plans.ProposalStatus
    answers = ((states.ACCEPTED, "add_goal (staff)"), (states.DECLINED, "decline (staff)"))
    moves = [Move(None, states.WAITING.value, "suggest (the person)")]
    for s in states:
        if allowed(lambda s=s: voice.check_may_answer(status=s)):  # type: ignore[misc]
            moves += [Move(s.value, after.value, verb) for after, verb in answers]
        if allowed(lambda s=s: voice.check_may_take_back(status=s)):  # type: ignore[misc]
            moves.append(Move(s.value, states.TAKEN_BACK.value, "take_back (the person)"))
    source = "`plans.rules.ProposalStatus`, `plans.rules.voice`"
    return Machine("Suggested goal", source, _values(states), meanings.GOAL_PROPOSAL, tuple(moves))


def session_request() -> Machine:
    states = plans.RequestStatus
    moves = [Move(None, states.WAITING.value, "ask_for_session (the person)")]
    for s in states:
        if allowed(lambda s=s: voice.check_may_answer(status=s)):  # type: ignore[misc]
            moves.append(Move(s.value, states.ANSWERED.value, "answer_request (staff)"))
        if allowed(lambda s=s: voice.check_may_stop_asking(status=s)):  # type: ignore[misc]
            moves.append(Move(s.value, states.TAKEN_BACK.value, "stop_asking (the person)"))
    source = "`plans.rules.RequestStatus`, `plans.rules.voice`"
    return Machine("Request for a session", source, _values(states), meanings.SESSION_REQUEST, tuple(moves))

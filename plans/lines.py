"""What a person's history says of goals, steps and what they asked for: learners-plans-assessments.md 6.1, and ours."""

from learners.timeline import Group, LineKind

_G = Group.GOALS

GOAL_LINES = (
    LineKind("ACTION_PLAN_CREATED", _G, "Plan started"),
    LineKind("ACTION_PLAN_AGREED", _G, "Plan agreed"),
    LineKind("GOAL_CREATED", _G, "Goal added", "{title}"),
    LineKind("GOAL_UPDATED", _G, "Goal changed", "{title}"),
    LineKind("GOAL_COMPLETED", _G, "Goal completed", "{title}"),
    LineKind("GOAL_ARCHIVED", _G, "Goal archived", "{title}: {reason}"),
    LineKind("GOAL_UNARCHIVED", _G, "Archived goal reopened", "{title}: {reason}"),
    LineKind("GOAL_REOPENED", _G, "Completed goal reopened", "{title}: {reason}"),
    LineKind("GOAL_CORRECTED", _G, "Goal corrected", "{reason}"),
    LineKind("STEP_UPDATED", _G, "Step changed", "{title}"),
    LineKind("STEP_TAKEN_OUT", _G, "Step taken out", "{title}"),
    LineKind("STEP_NOT_STARTED", _G, "Step set back to not started", "{title}"),
    LineKind("STEP_STARTED", _G, "Step started", "{title}"),
    LineKind("STEP_COMPLETED", _G, "Step done", "{title}"),
    LineKind("STEP_TICKED", _G, "Step ticked by the person", "{title}"),
    LineKind("STEP_UNTICKED", _G, "Tick taken back", "{title}"),
    LineKind("GOAL_SUGGESTED", _G, "Goal suggested by the person", "{title}"),
    LineKind("GOAL_SUGGESTION_ACCEPTED", _G, "Suggested goal accepted", "{title}"),
    LineKind("GOAL_SUGGESTION_DECLINED", _G, "Suggested goal not taken up", "{title}: {answer}"),
    LineKind("PLAN_PRINTED", _G, "Plan printed", "Asked for by {asked_by}"),
    LineKind("SESSION_ASKED_FOR", Group.REVIEWS, "Session asked for by the person", "{words}"),
    LineKind("SESSION_REQUEST_ANSWERED", Group.REVIEWS, "Request for a session answered", "{answer}"),
    LineKind("REVIEW_CORRECTED", Group.REVIEWS, "Note of a review corrected", "{reason}"),
    LineKind("INDUCTION_CORRECTED", Group.INDUCTION, "Note of the induction corrected", "{reason}"),
)

INDUCTION_LINES = (
    LineKind("INDUCTION_TOLD", Group.INDUCTION, "Questions of the induction answered at a tablet"),
    LineKind("INDUCTION_CREATED", Group.INDUCTION, "Induction held", "On {held_on}"),
    LineKind("INDUCTION_UPDATED", Group.INDUCTION, "Induction changed", "{section}: {question}"),
    LineKind("QUALIFICATION_ADDED", Group.INDUCTION, "Qualification from before prison added", "{name}, {level}"),
    LineKind("QUALIFICATION_REMOVED", Group.INDUCTION, "Qualification from before prison removed", "{name}, {level}"),
    LineKind("QUALIFICATION_PUT_BACK", Group.INDUCTION, "Removed qualification put back", "{name}, {level}"),
    LineKind("EMPLOYABILITY_SKILL_CREATED", Group.SKILLS, "Skill rated", "{skill}: {rating}. {session}"),
)

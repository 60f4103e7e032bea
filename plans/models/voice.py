"""What the person asks for at the tablet, and the answer they get."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from learners.models import LearnerRow, tracked
from plans.models.goals import Goal
from plans.rules.goals import NOTE_MOST, TITLE_MOST, ProposalStatus, RequestStatus


@tracked
class GoalProposal(LearnerRow):
    """A goal that the person suggests. Staff make it a goal, or say why not."""

    title = models.CharField(max_length=TITLE_MOST)
    first_step = models.CharField(max_length=TITLE_MOST, blank=True, default="")
    target_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=[(s, s) for s in ProposalStatus], default=ProposalStatus.WAITING)
    answer = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    goal = models.OneToOneField(Goal, on_delete=models.PROTECT, null=True, related_name="proposal")

    class Meta(LearnerRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(status="ACCEPTED", goal__isnull=False) | Q(~Q(status="ACCEPTED"), goal__isnull=True),
                name="accepted_proposal_has_a_goal",
            ),
            models.CheckConstraint(condition=~Q(status="DECLINED") | ~Q(answer=""), name="declined_proposal_says_why"),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="proposals_waiting", condition=Q(status="WAITING")),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class SessionRequest(LearnerRow):
    """The person asks to see somebody about their plan. One waits at a time."""

    words = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    status = models.CharField(max_length=10, choices=[(s, s) for s in RequestStatus], default=RequestStatus.WAITING)
    answer = models.CharField(max_length=NOTE_MOST, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(LearnerRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(set_aside=False, status="WAITING"), name="one_session_request_waits"
            ),
            models.CheckConstraint(condition=~Q(status="ANSWERED") | ~Q(answer=""), name="answered_request_says_what"),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="session_requests_waiting", condition=Q(status="WAITING")),
        ]

    def __str__(self) -> str:
        return f"asked for a session ({self.status})"

from django.urls import path

from plans.views import staff

app_name = "plans"
urlpatterns = [
    path("people/", staff.People.as_view(), name="people"),
    path("people/<uuid:learner_id>/plan/", staff.PlanTab.as_view(), name="plan"),
    path("people/<uuid:learner_id>/plan/agree/", staff.Agree.as_view(), name="agree"),
    path("people/<uuid:learner_id>/plan/goals/add/", staff.AddGoal.as_view(), name="add-goal"),
    path("people/<uuid:learner_id>/plan/goals/<uuid:goal_id>/", staff.ChangeGoal.as_view(), name="goal"),
    path("steps/<uuid:step_id>/confirm/", staff.ConfirmStep.as_view(), name="confirm-step"),
]

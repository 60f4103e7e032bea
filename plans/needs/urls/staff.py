from django.urls import path

from plans.needs.views.staff import items, plans, screeners, support

app_name = "needs"
_PERSON = "people/<uuid:learner_id>/support/"
_ITEM = f"{_PERSON}<slug:kind>/<uuid:item_id>/"
urlpatterns = [
    path("people/support/", support.SupportPlans.as_view(), name="people"),
    path(_PERSON, support.SupportTab.as_view(), name="support"),
    path(f"{_PERSON}conditions/add/", items.AddCondition.as_view(), name="add-condition"),
    path(f"{_PERSON}challenges/add/", items.AddChallenge.as_view(), name="add-challenge"),
    path(f"{_PERSON}strengths/add/", items.AddStrength.as_view(), name="add-strength"),
    path(f"{_PERSON}strategies/add/", items.AddStrategy.as_view(), name="add-strategy"),
    path(f"{_PERSON}screeners/add/", screeners.AddScreener.as_view(), name="add-screener"),
    path(f"{_PERSON}conditions/<uuid:condition_id>/", items.ChangeCondition.as_view(), name="condition"),
    path(f"{_PERSON}challenges/<uuid:challenge_id>/", items.ChangeChallenge.as_view(), name="challenge"),
    path(f"{_PERSON}strengths/<uuid:strength_id>/", items.ChangeStrength.as_view(), name="strength"),
    path(f"{_PERSON}strategies/<uuid:strategy_id>/", items.ChangeStrategy.as_view(), name="strategy"),
    path(f"{_ITEM}archive/", items.Archive.as_view(), name="archive"),
    path(f"{_ITEM}restore/", items.Restore.as_view(), name="restore"),
    path(f"{_ITEM}delete/", items.Delete.as_view(), name="delete"),
    path(f"{_ITEM}delete/confirm/", items.ConfirmDelete.as_view(), name="confirm-delete"),
    path(f"{_PERSON}plan/", plans.SupportPlanPage.as_view(), name="plan"),
    path(f"{_PERSON}plan/write/", plans.WritePlan.as_view(), name="write-plan"),
    path(f"{_PERSON}plan/change/", plans.ChangePlan.as_view(), name="change-plan"),
    path(f"{_PERSON}plan/review/", plans.ReviewPlan.as_view(), name="review-plan"),
    path(f"{_PERSON}plan/decline/", plans.Decline.as_view(), name="decline"),
    path(f"{_PERSON}plan/ask-again/", plans.AskAgain.as_view(), name="ask-again"),
    path(f"{_PERSON}ehcp/", plans.Ehcp.as_view(), name="ehcp"),
]

from django.urls import path

from plans.views.kiosk import induction, plan, skills, voice

app_name = "plans"
urlpatterns = [
    path("", plan.MyPlan.as_view(), name="plan"),
    path("steps/<uuid:step_id>/done/", plan.Tick.as_view(), name="tick"),
    path("steps/<uuid:step_id>/not-done/", plan.Untick.as_view(), name="untick"),
    path("goals/suggest/", voice.Suggest.as_view(), name="suggest"),
    path(
        "goals/suggested/<uuid:proposal_id>/take-back/", voice.TakeBackSuggestion.as_view(), name="take-back-suggestion"
    ),
    path("meeting/ask/", voice.AskForSession.as_view(), name="ask-for-session"),
    path("meeting/<uuid:session_request_id>/take-back/", voice.StopAsking.as_view(), name="stop-asking"),
    path("about-you/", induction.AboutYou.as_view(), name="about-you"),
    path("about-you/check/", induction.CheckTold.as_view(), name="about-you-check"),
    path("about-you/certificates/", induction.Certificates.as_view(), name="about-you-certificates"),
    path("about-you/<slug:topic>/", induction.TellQuestion.as_view(), name="about-you-question"),
    path("skills/", skills.MySkills.as_view(), name="skills"),
    path("skills/<slug:skill>/", skills.RateMySkill.as_view(), name="rate-skill"),
]

from django.conf import settings
from django.urls import path

from learners.views import demo, kiosk, sharing, sign_in

app_name = "learners"
urlpatterns = [
    path("", kiosk.Home.as_view(), name="home"),
    path("sign-in/", sign_in.TypeNumber.as_view(), name="sign-in"),
    path("sign-in/pin/", sign_in.TypePin.as_view(), name="pin"),
    path("sign-in/new-pin/", sign_in.ChoosePin.as_view(), name="new-pin"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("signed-out/", sign_in.SignedOut.as_view(), name="signed-out"),
    path("locked/", sign_in.Locked.as_view(), name="locked"),
    path("language/", sign_in.Language.as_view(), name="language"),
    path("about-me/sharing/", sharing.MySharing.as_view(), name="my-sharing"),
    path("about-me/sharing/change/", sharing.ChangeMySharing.as_view(), name="change-my-sharing"),
    path("settings/", sign_in.Settings.as_view(), name="settings"),
    path("settings/text-size/", sign_in.TextSize.as_view(), name="text-size"),
]
if settings.CAMPUS_PERSONAS:
    urlpatterns += [
        path("personas/", demo.Personas.as_view(), name="personas"),
        path("personas/device/", demo.EnrolHere.as_view(), name="demo-device"),
        path("personas/<uuid:learner_id>/", demo.Become.as_view(), name="become"),
    ]

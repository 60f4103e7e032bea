from django.urls import path

from plans.needs.views import kiosk

app_name = "needs"
urlpatterns = [
    path("about-me/support/", kiosk.WhatHelps.as_view(), name="what-helps"),
    path("about-me/support/<uuid:said_id>/take-back/", kiosk.TakeBack.as_view(), name="take-back"),
]

from django.urls import path

from plans.courses.views import kiosk

app_name = "courses"
urlpatterns = [
    path("", kiosk.MyCourses.as_view(), name="courses"),
    path("<uuid:course_id>/", kiosk.OneCourse.as_view(), name="course"),
    path("asked/<uuid:asked_id>/undo/", kiosk.TakeBack.as_view(), name="take-back"),
]

from django.urls import path

from plans.courses.views import person, staff

app_name = "courses"
_OF_PERSON = "people/<uuid:learner_id>/education/courses/"
_ONE = f"{_OF_PERSON}<uuid:enrolment_id>/"
_PLACE = f"{_OF_PERSON}places/<uuid:place_id>/"
urlpatterns = [
    path("courses/", staff.Courses.as_view(), name="courses"),
    path("courses/add/", staff.AddCourse.as_view(), name="add-course"),
    path("courses/requests/", staff.Requests.as_view(), name="requests"),
    path("courses/requests/<uuid:asked_id>/", staff.AnswerRequest.as_view(), name="request"),
    path("courses/<uuid:course_id>/", staff.CourseDetail.as_view(), name="course"),
    path("courses/<uuid:course_id>/change/", staff.ChangeCourse.as_view(), name="change-course"),
    path("courses/<uuid:course_id>/offer/", staff.OfferCourse.as_view(), name="offer"),
    path("courses/<uuid:course_id>/stop/", staff.StopOffering.as_view(), name="stop-offering"),
    path("courses/<uuid:course_id>/classes/add/", staff.AddClass.as_view(), name="add-class"),
    path("courses/classes/<uuid:class_id>/", staff.ClassPage.as_view(), name="class"),
    path("courses/classes/<uuid:class_id>/attendance/", staff.TakeAttendance.as_view(), name="attendance"),
    path("courses/classes/<uuid:class_id>/change/", staff.ChangeClass.as_view(), name="change-class"),
    path("courses/classes/<uuid:class_id>/add/", staff.AddToClass.as_view(), name="add-to-class"),
    path(f"{_OF_PERSON}enrol/", person.Enrol.as_view(), name="enrol"),
    path(_ONE, person.EnrolmentPage.as_view(), name="enrolment"),
    path(f"{_ONE}complete/", person.Complete.as_view(), name="complete"),
    path(f"{_ONE}end/", person.Withdraw.as_view(), name="withdraw"),
    path(f"{_ONE}break/", person.TakeBreak.as_view(), name="break"),
    path(f"{_ONE}back/", person.ComeBack.as_view(), name="back"),
    path(f"{_ONE}reopen/", person.Reopen.as_view(), name="reopen"),
    path(f"{_ONE}place/", person.ChoosePlace.as_view(), name="choose-place"),
    path(f"{_PLACE}end/", person.EndPlace.as_view(), name="end-place"),
    path(f"{_PLACE}resume/", person.ResumePlace.as_view(), name="resume-place"),
]

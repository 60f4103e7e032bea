"""Courses, places in classes and attendance (learners-plans-assessments.md 1.2). Pure: no database, no clock."""

TITLE_MOST = 100
CODE_MOST = 20

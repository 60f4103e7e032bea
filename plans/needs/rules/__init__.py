"""The rules of additional needs, by noun (learners-plans-assessments.md section 3). Pure: no database, no clock.

`codes` holds the reference values, `recording` what may be written down and put aside, `support_plans` what a plan
holds, `standing` who has a need and when a plan is due.
"""

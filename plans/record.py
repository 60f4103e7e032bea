"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass
from plans.models import Goal, Plan, Step

KINDS = [
    Kind("plan", Plan, RecordClass.RECORD, "Plan"),
    Kind("goal", Goal, RecordClass.RECORD, "Goals"),
    Kind("step", Step, RecordClass.RECORD, "Steps"),
]

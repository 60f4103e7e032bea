"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass
from providers.models import Assignment

KINDS = [
    Kind("assignment", Assignment, RecordClass.RECORD, "Support workers"),
]

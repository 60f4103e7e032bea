"""Which rows of this app are part of a person's record."""

from learners.record_kinds import Kind, RecordClass
from transfers.rights.models import IdentityCorrection, LegalHold, RectificationRequest

KINDS = [
    Kind("rectification_request", RectificationRequest, RecordClass.RECORD, "Things you said are wrong"),
    Kind("identity_correction", IdentityCorrection, RecordClass.RECORD, "Name or birth date put right"),
]

EXEMPT = {
    LegalHold: "the law's word that the record is kept, which outlasts the record",
}

"""Merges are about the record, and are no part of it."""

from transfers.merges.models import Allocation, IdentityRequest, MergeCase, NeverSame, StewardTask

EXEMPT = {
    MergeCase: "that two records were joined, with what was counted: not what they hold",
    IdentityRequest: "what stewards asked and decided about who is who",
    NeverSame: "that two people are not one",
    Allocation: "whose a row is, asked of a steward: not the row",
    StewardTask: "what waits for a steward",
}

"""What somebody saw in the Learning Records Service, carried through their pages so that it cannot be changed there."""

import uuid
from typing import Any

from django.core import signing

from campus.core.errors import Refused

HOLDS_SECONDS = 3600
SALT = "plans.assessments.match"
AGAIN = "That took too long. Look for the person again."


def seal(learner_id: uuid.UUID, **seen: Any) -> str:
    return signing.dumps({**seen, "learner": str(learner_id)}, salt=SALT, compress=True)


def unseal(learner_id: uuid.UUID, text: str) -> dict[str, Any]:
    """What was sealed for this person. Raises Refused for anything old, changed or about somebody else."""
    try:
        seen: dict[str, Any] = signing.loads(text, salt=SALT, max_age=HOLDS_SECONDS)
    except signing.BadSignature:
        raise Refused(AGAIN) from None
    if seen.pop("learner", None) != str(learner_id):
        raise Refused(AGAIN)
    return seen

"""Keys. UUIDv7 is made here, in Python: it sorts by time and needs no database extension."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    return uuid7()

"""Files that staff bring in."""

import datetime as dt
from typing import Any

from campus.accounts.actors import Actor
from learners.imports import actions
from learners.imports.models import ImportBatch
from tests.factories.accounts import posted

AT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
HEAD = "prison_number,given_name,family_name,date_of_birth,cell"
ROWS = "A9991ZZ,Ann,New,27/03/1990,B1-001\nbad number,Ann,Odd,,\n"


def a_batch(
    at: str = "LEI", *, rows: str = ROWS, head: str = HEAD, by: Actor | None = None, **said: Any
) -> ImportBatch:
    """A file of people that has been checked at a prison."""
    wanted = {"kind": "people", "file_name": "people.csv", "at": AT, **said}
    return actions.check_file(by=by or posted("EDU_MGR", at), content=f"{head}\n{rows}".encode(), **wanted)

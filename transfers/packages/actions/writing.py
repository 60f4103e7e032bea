"""Writing the rows of a package: each with its own key, at once, and what has no place here kept word for word."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from campus.accounts.actors import Actor
from campus.core import files
from campus.core.models import written
from learners.models import Learner
from learners.record_kinds import Kind, RecordClass, kinds
from transfers.packages import rows
from transfers.packages.checking import Checked
from transfers.packages.gathering import known
from transfers.packages.matching import Subject
from transfers.packages.models import CarriedRow
from transfers.packages.rules import text
from transfers.packages.rules.importing import Outcome, WhyCarried
from transfers.packages.rules.refusals import Code, PackageRefused

UNIQUE = "23505"
CARRIED = "packages/carried"
Row = Mapping[str, Any]
# Where somebody is, and how they sign in, is never taken from a package.
NOBODYS = {"user_id": None, "current_establishment_id": None, "cell": "", "placement_epoch": 0}


class Writer:
    """One import. `plan` reads and decides, `write` writes."""

    def __init__(self, checked: Checked, subject: Subject, by: Actor, at: dt.datetime) -> None:
        self._checked, self._subject, self._by, self._at = checked, subject, by, at
        self._to_write: dict[Kind, list[dict[str, Any]]] = {}
        self._to_carry: list[tuple[str, Row, WhyCarried]] = []
        self._sent: dict[tuple[str, str], Row] = {}
        self._outcomes: dict[tuple[str, str], Outcome] = {}
        self.here_already = self.carried = 0

    @property
    def nothing_to_do(self) -> bool:
        return not any(self._to_write.values()) and not self._to_carry

    def plan(self) -> None:
        """Decide about each row: new, here already, another version, or unknown."""
        for name, sent in self._with_what_was_carried().items():
            kind = known(name)
            if kind is None:
                self._plan_unknown(name, sent)
            else:
                self._plan_known(kind, sent)

    def write(self) -> Mapping[tuple[str, str], Outcome]:
        for kind in sorted(self._to_write, key=lambda one: (one.model is not Learner, one.name)):
            self._write_kind(kind, self._to_write[kind])
        for name, row, why in self._to_carry:
            self._carry(name, row, why)
        return self._outcomes

    def rows_written(self) -> dict[Kind, list[str]]:
        """The ids of the rows that stand in their own tables now."""
        stand = {Outcome.WRITTEN, Outcome.SET_ASIDE}
        return {
            kind: [str(row["id"]) for row in held if self._outcomes.get((kind.name, str(row["id"]))) in stand]
            for kind, held in self._to_write.items()
        }

    def expected(self, kind: Kind, key: str, columns: Sequence[str]) -> str:
        """The digest that a row must have here, over these columns."""
        return text.row_digest(self._sent[(kind.name, key)], columns)

    def digest_of(self, kind: str, key: str) -> str:
        said = self._checked.row_digests.get(kind, {})
        return said.get(key) or text.row_digest(self._sent[(kind, key)], sorted(self._sent[(kind, key)]))

    # --- deciding --------------------------------------------------------------------------------------------------

    def _with_what_was_carried(self) -> dict[str, list[Row]]:
        """A kind that another campus did not know is itself again where it is known."""
        found: dict[str, list[Row]] = {name: list(held) for name, held in self._checked.records.items()}
        own = {kind.name for kind in kinds()}
        kept = []
        for row in found.pop("carried_row", []):
            if row["why"] == WhyCarried.UNKNOWN_KIND and row["kind"] in own:
                found.setdefault(row["kind"], []).append(json.loads(row["body"]))
            else:
                kept.append(row)
        return found | ({"carried_row": kept} if kept else {})

    def _plan_unknown(self, name: str, sent: Sequence[Row]) -> None:
        there = set(
            CarriedRow.everything.filter(kind=name, learner_id=self._subject.owner_id).values_list("source_id", "body")
        )
        for row in sent:
            self._sent[(name, str(row["id"]))] = row
            if (str(row["id"]), text.canonical(row).decode()) in there:
                self.here_already += 1
            else:
                self._to_carry.append((name, row, WhyCarried.UNKNOWN_KIND))

    def _plan_known(self, kind: Kind, sent: Sequence[Row]) -> None:
        columns = set(rows.columns(kind.model))
        keys = [uuid.UUID(str(row["id"])) for row in sent]
        here = {str(row["id"]): row for row in rows.of_people(kind.model, "id", keys)}
        for row in sent:
            key = str(row["id"])
            self._sent[(kind.name, key)] = row
            if set(row) - columns:
                self._plan_carrying(kind.name, row, WhyCarried.UNKNOWN_COLUMNS)
            if key not in here:
                self._to_write.setdefault(kind, []).append({**row})
                continue
            self._check_whose(kind, here[key])
            compared = rows.digested(kind)
            self.here_already += 1
            if text.row_digest(row, compared) != text.row_digest(here[key], compared):
                self._plan_carrying(kind.name, row, WhyCarried.DIFFERS)

    def _plan_carrying(self, name: str, row: Row, why: WhyCarried) -> None:
        body = text.canonical(row).decode()
        if not CarriedRow.everything.filter(kind=name, source_id=str(row["id"]), body=body).exists():
            self._to_carry.append((name, row, why))

    def _check_whose(self, kind: Kind, here: Row) -> None:
        owner = str(here.get("canonical_id") or here["id"]) if kind.model is Learner else str(here["learner_id"])
        if owner != str(self._subject.owner_id):
            raise PackageRefused(Code.WRONG_SUBJECT, "Rows of the package are somebody else’s here.")

    # --- writing ---------------------------------------------------------------------------------------------------

    def _write_kind(self, kind: Kind, held: Sequence[Row]) -> None:
        """All at once; and one by one when a rule of this campus has no room for some of them."""
        owned = [self._owned(kind, row) for row in held]
        try:
            with transaction.atomic():
                rows.insert(kind.model, owned)
        except IntegrityError:
            for row in owned:
                self._write_one(kind, row)
            return
        for row in owned:
            self._outcomes[(kind.name, str(row["id"]))] = Outcome.WRITTEN

    def _write_one(self, kind: Kind, row: Row) -> None:
        key = (kind.name, str(row["id"]))
        tries = [(row, Outcome.WRITTEN)]
        if "set_aside" in row:
            tries.append(({**row, "set_aside": True}, Outcome.SET_ASIDE))
        for one, outcome in tries:
            try:
                with transaction.atomic():
                    rows.insert(kind.model, [one])
            except IntegrityError as error:
                if getattr(error.__cause__, "sqlstate", "") != UNIQUE:
                    raise PackageRefused(
                        Code.POLICY, f"A row of {kind.name} breaks a rule of this campus: nothing was taken in."
                    ) from None
            else:
                self._outcomes[key] = outcome
                return
        self._to_carry.append((kind.name, self._sent[key], WhyCarried.NO_ROOM))

    def _owned(self, kind: Kind, row: Row) -> dict[str, Any]:
        """The row as it stands here: whose it is now, and under whom it was written."""
        subject, columns = self._subject, rows.columns(kind.model)
        found = {name: value for name, value in row.items() if name in columns}
        if kind.model is Learner:
            return found | NOBODYS | self._chain(row)
        if not subject.is_other:
            return found
        return found | {"learner_id": str(subject.owner_id), "origin_id": row.get("origin_id") or row["learner_id"]}

    def _chain(self, row: Row) -> dict[str, Any]:
        """A person who is known here by another key: the sender's leads to ours."""
        subject = self._subject
        if not subject.is_other:
            return {}
        owner = str(subject.owner_id)
        return {"merged_into_id": row.get("merged_into_id") or owner, "canonical_id": owner}

    def _carry(self, name: str, row: Row, why: WhyCarried) -> None:
        said = self._checked.manifest["kinds"].get(name, {})
        CarriedRow.objects.create(
            learner_id=self._subject.owner_id, kind=name, title=str(said.get("title", name))[:120], why=why,
            record_class=str(said.get("class", RecordClass.RECORD))[:10], source_id=str(row["id"]),
            source_system=str(self._checked.manifest["issuer"].get("name") or self._checked.issuer)[:120],
            body=text.canonical(row).decode(), files=self._files_of(name, str(row["id"])),
            **written(self._by, self._at),
        )  # fmt: skip
        self.carried += 1
        self._outcomes.setdefault((name, str(row["id"])), Outcome.CARRIED)

    def _files_of(self, kind: str, key: str) -> list[dict[str, Any]]:
        """The files of a carried row, kept beside it under names of our own."""
        if known(kind) is not None:
            return []
        found = []
        for file in self._checked.manifest["files"]:
            if (file["kind"], str(file["row"])) == (kind, key):
                stored = files.put(self._checked.content(file["sha256"]), f"{CARRIED}/{file['sha256']}")
                found.append({"name": stored.name, "sha256": stored.sha256, "size": stored.size})
        return found

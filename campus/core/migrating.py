"""Making many tables in one step of a migration.

Django renders every related model again after each step, and each of our models is related to the person: a hundred
steps cost a minute. One step that makes forty tables renders them once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADDITIONS = (AddField, AddConstraint, AddIndex)


class OneStep(Operation):
    """Several operations, in order, as one. For PostgreSQL, where each needs but the models before and after."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)  # rendered once, when the first table is made
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            # A table is made as it is to be at the end of the step, with what is added to it later in the step.
            if isinstance(operation, ADDITIONS) and operation.model_name_lower in made:
                continue
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)

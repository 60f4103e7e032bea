"""Papers made from the code, so that they cannot say something else: docs/states.md and docs/roles.md."""

"""The verbs of merges, by noun."""

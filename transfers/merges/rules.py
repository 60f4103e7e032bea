"""The rules of merges. Pure: no database, no clock."""

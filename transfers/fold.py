"""The fold of movements into one timeline. Pure: no database, no clock."""

"""The rules of handover. Pure: no database, no clock."""

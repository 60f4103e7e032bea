"""The rules of rights. Pure: no database, no clock."""

"""The rules of proof. Pure: no database, no clock."""

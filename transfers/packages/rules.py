"""The rules of packages. Pure: no database, no clock."""

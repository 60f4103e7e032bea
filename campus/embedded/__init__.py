"""PostgreSQL and Valkey that come with the campus, and the commands that run on them. Standard library only."""

"""Staff pages about rights."""

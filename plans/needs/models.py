"""Rows of needs."""

"""Rules of needs: pure, no database, no clock."""

"""Rules of assessments: pure, no database, no clock."""

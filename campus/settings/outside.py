"""Outside services, each reached through one port, and what is switched on for them (README, "Configuration")."""

import os

CAMPUS_NOTIFY_URL = os.environ.get("CAMPUS_NOTIFY_URL", "")
CAMPUS_NOTIFY_KEY = os.environ.get("CAMPUS_NOTIFY_KEY", "")
CAMPUS_NOTIFY_TEMPLATE = os.environ.get("CAMPUS_NOTIFY_TEMPLATE", "6d2b2f0e-3f8b-4a3e-9f0e-0b7a3f0c9b11")
CAMPUS_NOTIFY_DIGEST_TEMPLATE = os.environ.get("CAMPUS_NOTIFY_DIGEST_TEMPLATE", "0c6f7a52-54e1-4d0d-9c1b-6f1d3f6f2a77")
CAMPUS_LRS_URL = os.environ.get("CAMPUS_LRS_URL", "")
CAMPUS_LRS_KEY = os.environ.get("CAMPUS_LRS_KEY", "")
# The source of the roll. Without it an event is applied as it is, and `sync_roll` is the only truth (interfaces.md).
CAMPUS_ROLL_URL = os.environ.get("CAMPUS_ROLL_URL", "")
CAMPUS_ROLL_KEY = os.environ.get("CAMPUS_ROLL_KEY", "")
CAMPUS_ROLL_SECONDS = float(os.environ.get("CAMPUS_ROLL_SECONDS", "5"))
# Who may send events to /events/; without it the address does not exist. And the queue that `consume_events` reads.
CAMPUS_EVENTS_KEY = os.environ.get("CAMPUS_EVENTS_KEY", "")
CAMPUS_EVENTS_QUEUE_URL = os.environ.get("CAMPUS_EVENTS_QUEUE_URL", "")
CAMPUS_EVENTS_ENDPOINT = os.environ.get("CAMPUS_EVENTS_ENDPOINT", "")
CAMPUS_EVENTS_REGION = os.environ.get("CAMPUS_EVENTS_REGION", "eu-west-2")
CAMPUS_NOTIFY_HANDOVER_TEMPLATE = os.environ.get(
    "CAMPUS_NOTIFY_HANDOVER_TEMPLATE", "4a1be0a7-0b2c-4a58-8f5e-6c7d8f1b2a90"
)
CAMPUS_NOTIFY_EMERGENCY_TEMPLATE = os.environ.get(
    "CAMPUS_NOTIFY_EMERGENCY_TEMPLATE", "b7e5d3c1-2f64-4c0e-9a31-5d0c6e7f8a12"
)
# Hand-over (transfers-access-security.md 1.3, 1.8). Authors look after a move for 0 to 90 days: 0, which is off, until
# the data protection assessment is signed. The card of somebody who is expected is off until then too.
CAMPUS_AUTHOR_WINDOW_DAYS = int(os.environ.get("CAMPUS_AUTHOR_WINDOW_DAYS", "0"))
CAMPUS_EXPECTED_SUMMARY = os.environ.get("CAMPUS_EXPECTED_SUMMARY", "") == "1"
CAMPUS_ACCEPT_WORKING_DAYS = int(os.environ.get("CAMPUS_ACCEPT_WORKING_DAYS", "3"))
CAMPUS_STAFF_URL = os.environ.get("CAMPUS_STAFF_URL", "http://127.0.0.1:8000/staff/")
CAMPUS_PORTAL_URL = os.environ.get("CAMPUS_PORTAL_URL", "http://127.0.0.1:8000/provider/")

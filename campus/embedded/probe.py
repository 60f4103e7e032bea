"""What a container's health check asks: `python -m campus.embedded.probe web|beat|relay`. Exit 0 is healthy."""

import http.client
import os
import pathlib
import sys
import time

from campus.embedded import given
from campus.embedded.errors import CannotServe

PORT = 8000
# Celery's scheduler writes its file every three minutes.
LONGEST_SILENCE = 600


def web() -> bool:
    """The process answers. Asked under a name that it knows, as if through the proxy that ends TLS."""
    name = os.environ.get("CAMPUS_HOSTS", "localhost").split(",")[0]
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
    try:
        line.request("GET", "/healthz", headers={"Host": name, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        line.close()


def beat() -> bool:
    """The scheduler has written its file lately."""
    files = pathlib.Path(os.environ["CAMPUS_BEAT_FILE"]).parent.glob(
        f"{pathlib.Path(os.environ['CAMPUS_BEAT_FILE']).name}*"
    )
    return any(time.time() - file.stat().st_mtime < LONGEST_SILENCE for file in files)


def relay() -> bool:
    """What it carries from and what it wakes both answer."""
    try:
        given.check()
    except CannotServe:
        return False
    return True


PROBES = {"web": web, "beat": beat, "relay": relay}

if __name__ == "__main__":
    sys.exit(0 if PROBES[sys.argv[1]]() else 1)

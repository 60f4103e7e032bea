"""The double of GOV.UK Notify, asked by the official client."""

import json
import urllib.request

import pytest
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from campus.doubles.notify import KEY, NotifyDouble

TEMPLATE = "6d2b2f0e-3f8b-4a3e-9f0e-0b7a3f0c9b11"


@pytest.fixture
def notify():
    with NotifyDouble() as double:
        yield double


@pytest.fixture
def client(notify):
    return NotificationsAPIClient(KEY, base_url=notify.url, timeout=2)


def control(notify: NotifyDouble, method: str, path: str, document: dict | None = None) -> dict:
    data = json.dumps(document).encode() if document else None
    request = urllib.request.Request(notify.url + path, data=data, method=method)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def send(client: NotificationsAPIClient, address: str = "worker@example.org", reference: str = "one") -> dict:
    return client.send_email_notification(address, TEMPLATE, personalisation={"count": 1}, reference=reference)


class TestNotifyDouble:
    def test_accepts_an_email_and_shows_it_again(self, notify, client):
        sent = send(client)
        assert client.get_notification_by_id(sent["id"])["status"] == "delivered"
        assert control(notify, "GET", "/_double/sent")["messages"][0]["personalisation"] == {"count": 1}

    def test_finds_by_reference(self, client):
        send(client, reference="one")
        wanted = send(client, reference="two")
        found = client.get_all_notifications(reference="two")["notifications"]
        assert [one["id"] for one in found] == [wanted["id"]]

    @pytest.mark.parametrize("status", [429, 500])
    def test_fails_as_often_as_it_was_told(self, notify, client, status):
        control(notify, "POST", "/_double/behave", {"status": status, "times": 2})
        for _ in range(2):
            with pytest.raises(HTTPError) as failed:
                send(client)
            assert failed.value.status_code == status
        assert send(client)["id"]
        assert len(notify.mailbox.sent()) == 1

    def test_says_nothing_when_told_so_and_accepts_nothing(self, notify):
        control(notify, "POST", "/_double/behave", {"status": "timeout"})
        with pytest.raises(HTTPError) as failed:
            send(NotificationsAPIClient(KEY, base_url=notify.url, timeout=0.3))
        assert failed.value.status_code == 503
        assert notify.mailbox.sent() == []

    def test_accepts_and_drops_the_line_so_that_only_a_look_up_can_tell(self, notify, client):
        control(notify, "POST", "/_double/behave", {"status": "accept_then_drop"})
        with pytest.raises(HTTPError):
            send(client, reference="lost")
        assert len(client.get_all_notifications(reference="lost")["notifications"]) == 1

    @pytest.mark.parametrize(
        ("address", "status"),
        [("temp-fail@simulator.notify", "temporary-failure"), ("perm-fail@simulator.notify", "permanent-failure")],
    )
    def test_honours_the_addresses_of_the_simulator(self, client, address, status):
        sent = send(client, address)
        assert client.get_notification_by_id(sent["id"])["status"] == status

    def test_keeps_nothing_for_an_address_that_is_only_validated(self, notify, client):
        send(client, "simulate-delivered@notifications.service.gov.uk")
        assert notify.mailbox.sent() == []

    def test_refuses_a_bad_address_as_a_validation_error(self, client):
        with pytest.raises(HTTPError) as failed:
            send(client, "nobody")
        assert failed.value.status_code == 400
        assert failed.value.message[0]["error"] == "ValidationError"

    def test_forgets_when_told(self, notify, client):
        send(client)
        control(notify, "DELETE", "/_double")
        assert notify.mailbox.sent() == []

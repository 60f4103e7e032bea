"""Opening and sending a page of a person's education."""

from django.test import Client

from learners.models import Learner


def page(client: Client, learner: Learner, path: str = "") -> str:
    answer = client.get(f"/staff/people/{learner.id}/education/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, learner: Learner, path: str, data: dict, status: int = 302) -> str:
    answer = client.post(f"/staff/people/{learner.id}/education/{path}", data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()

"""Whether the program is there, and whether it can serve."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def test_live_asks_nobody(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_ready_when_the_database_answers(client: Client) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_not_ready_when_the_database_is_away(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError("db.example.org is away")):
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "example.org" not in answer.content.decode()

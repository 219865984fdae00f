"""Each state has its meaning; a table that forgets one, or knows another, is an error."""

import pytest
from django.db.models import TextChoices

from ledger.meanings import complete


class State(TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"


def test_rows_come_in_the_order_of_the_states() -> None:
    rows = complete(State, {State.SENT: 2, State.DRAFT: 1})
    assert list(rows.items()) == [("draft", 1), ("sent", 2)]


def test_a_state_without_a_meaning_is_named() -> None:
    with pytest.raises(TypeError, match="State: no meaning of sent; no such state as none"):
        complete(State, {"draft": 1})


def test_a_meaning_of_no_state_is_named() -> None:
    with pytest.raises(TypeError, match="no meaning of none; no such state as paused"):
        complete(State, {"draft": 1, "sent": 2, "paused": 3})

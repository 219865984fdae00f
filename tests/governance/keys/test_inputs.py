"""What is typed on the pages of keys: times of the night, and secrets that never come back."""

import datetime

import pytest

from governance.keys import inputs
from vault.secret import expose_text

LATE = datetime.datetime(2027, 1, 4, 23, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("at", "time", "day"),
    [(LATE, "07:00", 5), (LATE, "23:45", 4), (LATE, "23:30", 5)],
    ids=["tomorrow", "today", "now"],
)
def test_a_time_is_the_next_moment_at_which_the_clock_shows_it(
    at: datetime.datetime, time: str, day: int
) -> None:
    moment = inputs.next_moment(at, datetime.time.fromisoformat(time))
    assert (moment.day, f"{moment:%H:%M}") == (day, time)


@pytest.mark.parametrize("written", ["07:00", "7.00", "7", "7am", "7:00am", "07:00 "])
def test_a_time_as_people_write_it(written: str) -> None:
    form = inputs.OnCall({"until": written})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["until"] == datetime.time(7)


@pytest.mark.parametrize(
    ("written", "said"),
    [("", "Say until when."), ("late", "Enter a time like 07:00 or 7am.")],
    ids=["nothing", "no time"],
)
def test_no_time_is_told(written: str, said: str) -> None:
    assert inputs.OnCall({"until": written}).errors == {"until": [said]}


def test_spaces_of_a_password_count_and_empty_fields_do_not() -> None:
    form = inputs.NewKeys({"password": " a b ", "username": "  ", "make": "on"})
    assert form.is_valid()
    found = inputs.secrets_of(form.cleaned_data)
    assert {name: expose_text(secret) for name, secret in found.items()} == {"password": " a b "}


def test_what_was_typed_into_a_secret_field_never_comes_back() -> None:
    form = inputs.Keys(dict.fromkeys(inputs.Keys.base_fields, "hunter2"))
    assert "hunter2" not in form.as_p()

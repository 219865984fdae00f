"""A day is asked for in one way, whatever a form says besides."""

import pytest
from django.core.exceptions import ValidationError

from governance.fields import DayField

REAL = "Enter a real date, like 4 January 2027 or 4/1/2027."


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (DayField(), "", "Say which day, for example 4 January 2027."),
        (DayField(), "31/2/2027", REAL),
        (DayField(error_messages={"required": "Say when."}), "", "Say when."),
        (DayField(error_messages={"required": "Say when."}), "soon", REAL),
    ],
    ids=["empty", "no-day", "own-words", "own-words-no-day"],
)
def test_what_is_no_day(field: DayField, typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        field.clean(typed)
    assert wrong.value.messages == [said]


@pytest.mark.parametrize("typed", ["2027-01-04", "4/1/2027", "4 January 2027", "4 Jan 2027"])
def test_days_as_people_write_them(typed: str) -> None:
    assert DayField().clean(typed).isoformat() == "2027-01-04"

"""What was sent once: how a row of it is called where somebody reads it."""

import datetime

from ledger.models.sent import Sent

AT = datetime.datetime(2027, 1, 4, 12, 0, tzinfo=datetime.UTC)


def test_it_is_called_by_the_beginning_of_its_key_alone() -> None:
    """The whole would let somebody else ask for the answer."""
    said = str(Sent(key="0123456789abcdef", at=AT))
    assert said == "01234567 at 2027-01-04 12:00:00+00:00"
    assert "89" not in said

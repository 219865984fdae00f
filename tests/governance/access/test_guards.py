"""Guards of access lists."""

import pytest

from governance.access.guards import not_removed, unretired
from governance.models import Channel, Holder
from ledger.actors import CLOCK
from ledger.acts import asking
from tests.cast import TODAY

ASKED = asking(by=CLOCK, today=TODAY)


@pytest.mark.parametrize("state", [each.value for each in Channel.State])
def test_only_what_is_retired_stays_as_it_is(state: str) -> None:
    refusal = unretired.refusal(Channel(state=state), ASKED)
    assert (refusal is not None) == (state == "retired")


def test_line_is_removed_once() -> None:
    assert not_removed.refusal(Holder(), ASKED) is None
    assert not_removed.refusal(Holder(removed_on=TODAY), ASKED) is not None

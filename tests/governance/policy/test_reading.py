"""Which version of the policy is current, and who has yet to read it."""

from governance.policy import acts as policies
from governance.policy import reading
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import retired_channel


def test_there_is_none_to_read_at_first(cast: Cast) -> None:
    assert reading.current(TODAY) is None
    assert reading.current_for(cast.lead, TODAY) is None
    assert reading.yet_to_read([cast.lead], TODAY) == []


def test_current_one_says_whether_it_was_read(cast: Cast) -> None:
    version = given.policy(cast)
    for read in (False, True):
        current = reading.current_for(cast.lead, TODAY)
        assert current is not None
        assert (current.number, current.read) == ("1", read)
        assert (reading.yet_to_read([cast.lead], TODAY) == []) is read
        policies.acknowledge(version, by=cast.lead, today=TODAY)


def test_nobody_is_nobody(cast: Cast) -> None:
    given.policy(cast)
    assert reading.yet_to_read([], TODAY) == []


def test_those_with_channels_are_counted_once(cast: Cast) -> None:
    retired_channel(cast)
    version = given.policy(cast)
    assert reading.people_yet_to_read(TODAY) == []
    for handle in ("@one", "@two"):
        given.approved_channel(cast, answers={"handle": handle})
    assert reading.people_yet_to_read(TODAY) == []
    assert version.acknowledgements.count() == 2

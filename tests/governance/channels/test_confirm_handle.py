"""A new handle counts once an officer has seen it on the platform."""

from typing import Any

import pytest

from governance.channels import changing
from governance.models import Channel, Published
from governance.published.verdicts import check_url
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import agreed_channel, retire
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told

URL = "https://www.instagram.com/newname/"
OLD = "https://www.instagram.com/childrenstherapies/"
SEEN: dict[str, Any] = {"url": URL, "carried_out": True}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return agreed_channel(cast)


def test_officers_alone(cast: Cast, channel: Channel) -> None:
    assert who_may(changing.confirm_handle, channel, cast) == OFFICERS


def test_from_now_on_the_new_address_counts(cast: Cast, channel: Channel) -> None:
    assert check_url(OLD).verdict == "official"
    assert check_url(URL).verdict == "not_listed"
    changing.confirm_handle(channel, by=cast.officer, today=TODAY, **SEEN)
    found = Channel.objects.get()
    assert (found.handle, found.url) == ("newname", URL)
    assert found.address_key == Published.objects.get().address_key == "instagram.com/newname"
    assert (found.agreed_handle, found.agreed_key) == ("", "")
    assert found.previous_addresses == [{"url": OLD, "until": "2027-01-04"}]
    assert OLD.encode() in bytes(Published.objects.get().document)
    assert check_url(OLD).verdict == "not_listed"
    assert check_url(URL).verdict == "official"


def test_everybody_concerned_is_told_and_the_entry_says_what_was(
    cast: Cast, channel: Channel
) -> None:
    changing.confirm_handle(channel, by=cast.officer, today=TODAY, **SEEN)
    assert told("handle_changed") == ["Administrator", "Head", "Lead", "Officer2"]
    assert last("channel.confirm_handle").words == {"url": URL, "before": OLD}


def test_other_spelling_of_the_same_handle_leaves_no_address_behind(cast: Cast) -> None:
    channel = agreed_channel(cast, handle="@ChildrensTherapies")
    url = "https://www.instagram.com/ChildrensTherapies/"
    changing.confirm_handle(channel, by=cast.officer, today=TODAY, **SEEN | {"url": url})
    found = Channel.objects.get()
    assert (found.handle, found.previous_addresses) == ("ChildrensTherapies", [])


def test_nothing_agreed(cast: Cast) -> None:
    assert refused(changing.confirm_handle, given.live_channel(cast), cast.officer, **SEEN) == {
        "No other handle is agreed for it. A change plan asks for one.": "plan.start_change"
    }


def test_retired_channel_stays_as_it_is(cast: Cast, channel: Channel) -> None:
    retire(channel, cast)
    assert "It is retired, and stays as it is." in refused(
        changing.confirm_handle, channel, cast.officer, **SEEN
    )


def test_what_somebody_else_has_by_now_is_set_aside(cast: Cast, channel: Channel) -> None:
    other = given.live_channel(cast, answers={"handle": "@other"}, name="Other")
    Channel.objects.filter(pk=other.pk).update(address_key="instagram.com/newname")
    assert refused(changing.confirm_handle, channel, cast.officer, **SEEN) == {
        "Other on Instagram has newname by now. Set this handle aside.": "channel.set_aside_handle"
    }
    sentence: Any = changing.agreed_free.sentence
    retire(other, cast)
    assert sentence(channel, None) == ""


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("", "Enter the new address of the channel.", id="none"),
        pytest.param(
            "https://x.com/newname",
            "This is not the address of an account on Instagram.",
            id="another platform",
        ),
        pytest.param(
            OLD, "This address is childrenstherapies's. The plan agreed newname.", id="the old one"
        ),
    ],
)
def test_address_is_the_agreed_one(cast: Cast, channel: Channel, url: str, said: str) -> None:
    inputs = SEEN | {"url": url}
    assert wrong(changing.confirm_handle, channel, cast.officer, **inputs) == {"url": [said]}


def test_it_is_looked_at_first(cast: Cast, channel: Channel) -> None:
    found = wrong(changing.confirm_handle, channel, cast.officer, url=URL)
    assert found == {"carried_out": ["Have it changed on the platform first."]}

"""Saying how a channel is acted on: through keys, roles, a device, another channel or a tool."""

import pytest

from governance.access import acts as access
from governance.models import Channel, Tool
from ledger.models import Notice
from tests.cast import TODAY, Cast
from tests.governance.builders import retired_channel
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last


def test_officers_alone(cast: Cast, linkedin: Channel) -> None:
    assert who_may(access.set_method, linkedin, cast) == OFFICERS


def test_retired_channel_stays_as_it_is(cast: Cast) -> None:
    found = refused(access.set_method, retired_channel(cast), cast.officer, method="keys")
    assert found == {"It is retired, and stays as it is.": None}


@pytest.mark.parametrize(
    ("inputs", "errors"),
    [
        pytest.param({}, {"method": ["This field is required."]}, id="nothing"),
        pytest.param(
            {"method": "parent"}, {"parent": ["Say through which channel or tool."]}, id="through"
        ),
    ],
)
def test_what_is_missing_is_said(
    cast: Cast, linkedin: Channel, inputs: dict[str, str], errors: dict[str, list[str]]
) -> None:
    assert wrong(access.set_method, linkedin, cast.officer, **inputs) == errors


def test_retired_channel_carries_no_other(cast: Cast, linkedin: Channel) -> None:
    through = {"method": "parent", "parent": str(retired_channel(cast).pk)}
    assert "parent" in wrong(access.set_method, linkedin, cast.officer, **through)


def test_no_channel_is_run_through_itself(
    cast: Cast, linkedin: Channel, instagram: Channel
) -> None:
    said = {"parent": ["A channel cannot be run through itself."]}
    through = {"method": "parent", "parent": str(linkedin.pk)}
    assert wrong(access.set_method, linkedin, cast.officer, **through) == said
    access.set_method(instagram, by=cast.officer, today=TODAY, **through)
    back = {"method": "parent", "parent": str(instagram.pk)}
    assert wrong(access.set_method, linkedin, cast.officer, **back) == said


def test_nor_through_others_that_go_round(
    cast: Cast, linkedin: Channel, instagram: Channel
) -> None:
    """What was there before no page can mend, so it is seen and not followed for ever."""
    Channel.objects.filter(pk=instagram.pk).update(access_method="parent", parent=instagram)
    through = {"method": "parent", "parent": str(instagram.pk)}
    assert "parent" in wrong(access.set_method, linkedin, cast.officer, **through)


def test_new_tool_is_named_once(cast: Cast, linkedin: Channel, instagram: Channel) -> None:
    for channel in (linkedin, instagram):
        through = {"method": "parent", "new_tool": "Postplanner"}
        access.set_method(channel, by=cast.officer, today=TODAY, **through)
        assert channel.tool == Tool.objects.get()


def test_chosen_tool_counts_before_a_new_name(cast: Cast, linkedin: Channel) -> None:
    tool = Tool.objects.create(name="Postplanner")
    through = {"method": "parent", "tool": str(tool.pk), "new_tool": "Other"}
    access.set_method(linkedin, by=cast.officer, today=TODAY, **through)
    assert linkedin.tool == tool
    assert Tool.objects.count() == 1


def test_another_method_forgets_through_what_it_was(cast: Cast, linkedin: Channel) -> None:
    through = {"method": "parent", "new_tool": "Postplanner"}
    access.set_method(linkedin, by=cast.officer, today=TODAY, **through)
    owed = Notice.objects.count()
    access.set_method(linkedin, by=cast.officer, today=TODAY, method="device")
    found = Channel.objects.get()
    assert (found.access_method, found.tool, found.parent) == ("device", None, None)
    assert last("channel.set_access_method").facts == {"method": "device"}
    assert Notice.objects.count() == owed

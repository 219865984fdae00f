"""Adding to an access list: who or what can act, and never anybody's own password."""

import pytest

from governance.access import acts as access
from governance.models import Channel, Holder, Tool
from tests.cast import TODAY, Cast
from tests.governance.access.conftest import listed
from tests.governance.builders import retired_channel
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told

PHONE = {"kind": "device", "name": "Ward phone", "where": "Drawer 2", "level": "full"}


def test_officers_and_the_lead(cast: Cast, linkedin: Channel) -> None:
    assert who_may(access.add, linkedin, cast) == {*OFFICERS, "lead"}


def test_retired_channel_stays_as_it_is(cast: Cast) -> None:
    channel = retired_channel(cast)
    said = {"It is retired, and stays as it is.": None}
    assert refused(access.add, channel, cast.officer, **PHONE) == said


def test_the_same_person_stands_on_a_list_once(cast: Cast, linkedin: Channel) -> None:
    holder = listed(linkedin, cast.officer, cast)
    again = {"kind": "person", "email": cast.officer.email.upper(), "level": "read"}
    said = {"email": ["This person is on the list already."]}
    assert wrong(access.add, linkedin, cast.officer, **again) == said
    access.remove(holder, by=cast.head, today=TODAY)
    assert listed(linkedin, cast.officer, cast).pk != holder.pk


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        pytest.param({"kind": "person", "email": "nobody@riverside.invalid"}, "email", id="nobody"),
        pytest.param({"kind": "person", "email": "nobody"}, "email", id="no address"),
        pytest.param({"kind": "person"}, "email", id="no person"),
        pytest.param({"kind": "device", "name": "Phone"}, "where", id="nowhere"),
        pytest.param({"kind": "device", "where": "Drawer 2"}, "name", id="no device"),
        pytest.param({"kind": "agency"}, "name", id="no agency"),
        pytest.param({"kind": "tool"}, "tool", id="no tool"),
        pytest.param({"kind": "ghost"}, "kind", id="ghost"),
        pytest.param({"kind": "mailbox", "name": "a\0b"}, "name", id="null"),
        pytest.param({"kind": "mailbox", "name": "a", "level": ""}, "level", id="no level"),
    ],
)
def test_bad_lines_are_errors_by_field(
    cast: Cast, linkedin: Channel, answers: dict[str, str], field: str
) -> None:
    inputs = {"level": "full", **answers}
    assert set(wrong(access.add, linkedin, cast.officer, **inputs)) == {field}
    assert not Holder.objects.filter(answers_for_it=False).exists()


def test_it_counts_when_it_is_confirmed(cast: Cast, linkedin: Channel) -> None:
    holder = access.add(linkedin, by=cast.lead, today=TODAY, contact="Ext. 4412", **PHONE)
    assert (holder.channel, holder.kind, holder.level) == (linkedin, "device", "full")
    assert (holder.where, holder.contact) == ("Drawer 2", "Ext. 4412")
    assert (holder.added_on, holder.confirmed_on, holder.removed_on) == (TODAY, None, None)


def test_tool_is_named_only_for_a_tool(cast: Cast, linkedin: Channel) -> None:
    tool = Tool.objects.create(name="Postplanner")
    line = {"kind": "tool", "tool": str(tool.pk), "level": "publish"}
    assert access.add(linkedin, by=cast.officer, today=TODAY, **line).tool == tool
    phone = PHONE | {"tool": str(tool.pk), "email": cast.lead.email}
    holder = access.add(linkedin, by=cast.officer, today=TODAY, **phone)
    assert (holder.tool, holder.user) == (None, cast.lead)


def test_officers_are_asked_to_confirm(cast: Cast, linkedin: Channel) -> None:
    access.add(linkedin, by=cast.officer, today=TODAY, **PHONE)
    assert told("access_changed") == ["Head", "Officer2"]


def test_entry_names_the_line(cast: Cast, linkedin: Channel) -> None:
    holder = access.add(linkedin, by=cast.officer, today=TODAY, **PHONE)
    entry = last("channel.add_access")
    assert entry.facts == {"kind": "device", "level": "full", "holder": str(holder.pk)}
    assert entry.words == {"name": "Ward phone", "where": "Drawer 2", "holder": "Ward phone"}

"""The access list is the one list: lead and administrators are lines of it from the approval on."""

import datetime
from pathlib import Path

import pytest

from governance.access import acts as access
from governance.access import lines
from governance.models import Channel, Holder
from governance.plans import acts as plans
from governance.register import importing, reading
from ledger.actors import OPERATOR
from people.models import User
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.access.conftest import confirmed
from tests.governance.builders import renewal
from tests.governance.outcomes import refused, wrong
from tests.ledger.reading import told
from vault.models import Rotation

LATER = datetime.date(2027, 3, 1)


def on_list(channel: Channel) -> dict[str, str]:
    """Everybody who can act, and what makes them stand there."""
    found = channel.holders.filter(removed_on=None).select_related("user", "channel")
    return {str(each): each.office for each in found}


def test_approval_puts_lead_and_administrators_on_it(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    assert on_list(channel) == {"Lead": "Lead", "Administrator": "Administrator"}
    line = channel.holders.get(user=cast.lead)
    assert (line.kind, line.level, line.added_on, line.confirmed_on) == (
        "person",
        "full",
        TODAY,
        None,
    )


def test_nobody_is_put_on_it_twice(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    lines.keep(channel, by=cast.officer, today=LATER)
    assert channel.holders.count() == 2
    again = {"kind": "person", "email": cast.lead.email, "level": "full"}
    said = {"email": ["This person is on the list already."]}
    assert wrong(access.add, channel, cast.officer, **again) == said


def test_whoever_stood_on_it_before_keeps_the_line(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    line = confirmed(channel, cast.member, cast)
    channel.administrators.add(cast.member)
    lines.keep(channel, by=cast.officer, today=LATER)
    line.refresh_from_db()
    assert (line.office, line.confirmed_on) == ("Administrator", TODAY)


def test_import_puts_the_lead_on_it(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    row = "Pharmacy,https://www.instagram.com/riversidepharmacy/,Pharmacy,"
    file.write_text(f"name,url,team,lead_email\n{row}outsider@riverside.invalid\n")
    _import(file)
    channel = Channel.objects.get(name="Pharmacy")
    assert on_list(channel) == {"Outsider": "Lead"}
    file.write_text(f"name,url,team,lead_email\n{row}member@riverside.invalid\n")
    _import(file)
    assert on_list(Channel.objects.get(name="Pharmacy")) == {
        "Member": "Lead",
        "Outsider": "Administrator",
    }


def _import(file: Path) -> None:
    importing.run(reading.read(file.read_bytes()), by=OPERATOR, today=TODAY)


def test_whoever_a_renewal_names_no_more_is_to_be_removed(cast: Cast) -> None:
    """A new administrator gets a line; the old one's role is work, and the keys fall due."""
    channel = given.live_channel(cast)
    plan = renewal(cast, channel)
    plan.administrators.set([cast.lead, cast.member])
    plans.approve(plan, by=cast.officer, today=LATER, **REASON)
    assert channel.holders.get(user=cast.member).office == "Administrator"
    gone = channel.holders.get(user=cast.administrator)
    assert (gone.removal_wanted_on, gone.removed_on, gone.office) == (LATER, None, "")
    assert Rotation.objects.get().cause == "role"
    assert told("work_after_leaving") == ["Head", "Manager", "Officer2"]


def test_a_new_lead_leaves_no_channel_without_one(cast: Cast) -> None:
    """Whoever names others saves the channel afterwards."""
    channel = given.approved_channel(cast)
    channel.lead = cast.member
    channel.administrators.set([cast.member, cast.administrator])
    lines.keep(channel, by=cast.officer, today=LATER)
    channel.save()
    assert Channel.objects.get().lead == cast.member
    assert channel.holders.get(user=cast.lead).removal_wanted_on == LATER
    assert told("channel_without_lead") == []


def test_whoever_comes_back_needs_no_removal(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    channel.administrators.remove(cast.administrator)
    lines.keep(channel, by=cast.officer, today=TODAY)
    channel.administrators.add(cast.administrator)
    lines.keep(channel, by=cast.officer, today=LATER)
    line = channel.holders.get(user=cast.administrator)
    assert (line.removal_wanted_on, line.ended_at, line.office) == (None, None, "Administrator")


@pytest.mark.parametrize("name", ["lead", "administrator"])
def test_removing_the_line_ends_what_made_it(cast: Cast, name: str) -> None:
    """Whoever cannot act on a channel can neither lead nor administer it."""
    channel = given.approved_channel(cast)
    person: User = cast.everybody[name]
    access.remove(channel.holders.get(user=person), by=cast.officer, today=TODAY)
    channel.refresh_from_db()
    assert channel.lead == (None if name == "lead" else cast.lead)
    assert not channel.administrators.filter(pk=person.pk).exists()
    assert told("channel_without_lead") == (["Manager"] if name == "lead" else [])


def test_nobody_who_left_is_put_on_a_list_or_confirmed(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    User.objects.filter(pk__in=[cast.member.pk, cast.lead.pk]).update(is_active=False)
    line = {"kind": "person", "email": cast.member.email, "level": "full"}
    assert wrong(access.add, channel, cast.officer, **line) == {"email": ["Member has left."]}
    holder = channel.holders.get(user=cast.lead)
    said = {"Lead is no longer here. Remove the line.": None}
    assert refused(access.confirm, holder, cast.officer) == said


def test_confirming_says_that_nothing_needs_removing(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    Holder.objects.update(removal_wanted_on=TODAY)
    holder = channel.holders.get(user=cast.lead)
    access.confirm(holder, by=cast.officer, today=TODAY)
    holder.refresh_from_db()
    assert holder.removal_wanted_on is None

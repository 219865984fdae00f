"""Correcting small facts of a channel, recorded field by field."""

import pytest

from governance.channels import correcting
from governance.models import Channel, Mailbox, Published
from tests import cast as given
from tests.cast import MAILBOX, TODAY, Cast
from tests.governance.builders import retired_channel
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.live_channel(cast)


def test_its_lead_its_administrators_and_officers(cast: Cast, channel: Channel) -> None:
    may = {*OFFICERS, "lead", "administrator"}
    assert who_may(correcting.correct, channel, cast) == may


def test_retired_channel_stays_as_it_is(cast: Cast) -> None:
    assert refused(correcting.correct, retired_channel(cast), cast.officer, monitored="") == {
        "It is retired, and stays as it is.": None
    }


def test_what_differs_is_changed_and_recorded(cast: Cast, channel: Channel) -> None:
    correcting.correct(
        channel,
        by=cast.lead,
        today=TODAY,
        monitored="Mondays",
        out_of_hours="",
        recovery_mailbox=MAILBOX,
    )
    found = Channel.objects.get()
    assert (found.monitored, found.out_of_hours) == ("Mondays", "")
    assert (found.name, found.purpose) == ("Children's Therapies", "Our public_purpose.")
    entry = last("channel.correct")
    assert entry.facts == {"fields": ["monitored", "out_of_hours"]}
    assert entry.words == {
        "monitored": "Monday to Friday, 9am to 5pm → Mondays",
        "out_of_hours": "Our out_of_hours. → nothing",
    }
    assert told("channel_corrected") == ["Administrator", "Head", "Officer", "Officer2"]


def test_officer_says_what_everybody_reads(cast: Cast, channel: Channel) -> None:
    said = {"name": "Therapies", "purpose": "For children.\r\nAnd parents."}
    correcting.correct(channel, by=cast.officer, today=TODAY, **said)
    public = bytes(Published.objects.get(pk=channel.pk).document).decode()
    assert '"name":"Therapies"' in public
    assert "For children." in public


@pytest.mark.parametrize("name", ["name", "purpose"])
def test_the_team_asks_for_that_by_a_plan(cast: Cast, channel: Channel, name: str) -> None:
    found = wrong(correcting.correct, channel, cast.lead, **{name: "Other words."})
    assert found == {name: [correcting.FOR_OFFICERS[name]]}
    assert "Write a change plan" in correcting.FOR_OFFICERS[name]


def test_mailbox_is_the_organisations_however_it_is_written(cast: Cast, channel: Channel) -> None:
    said = {"recovery_mailbox": "anna@example.org"}
    assert wrong(correcting.correct, channel, cast.lead, **said) == {
        "recovery_mailbox": [correcting.NOT_LISTED]
    }
    Mailbox.objects.create(address="Anna@Example.org")
    correcting.correct(channel, by=cast.lead, today=TODAY, **said)
    assert channel.recovery_mailbox == "anna@example.org"
    correcting.correct(channel, by=cast.lead, today=TODAY, recovery_mailbox="")
    assert channel.recovery_mailbox == ""


def test_nothing_different(cast: Cast, channel: Channel) -> None:
    for said in ({}, {"monitored": channel.monitored}):
        found = wrong(correcting.correct, channel, cast.lead, **said)
        assert found == {
            "nothing": ["Nothing is different. Change what is wrong, or leave this page."]
        }


def test_ends_of_lines_are_no_difference(cast: Cast, channel: Channel) -> None:
    correcting.correct(channel, by=cast.lead, today=TODAY, out_of_hours="One.\nTwo.")
    assert "nothing" in wrong(correcting.correct, channel, cast.lead, out_of_hours="One.\r\nTwo.")


def test_what_is_wrong_is_told_by_field(cast: Cast, channel: Channel) -> None:
    said = {"name": "", "recovery_mailbox": "nowhere", "monitored": "a\u202eb"}
    found = wrong(correcting.correct, channel, cast.officer, **said)
    assert found == {
        "name": ["Say what the channel is called."],
        "recovery_mailbox": ["Enter an e-mail address, for example social@example.org."],
        "monitored": ["Remove the invisible characters from this text."],
    }

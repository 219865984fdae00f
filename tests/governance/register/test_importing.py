"""Rows of a file become channels, each with an entry; one bad row never stops the others."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError

from governance.models import Channel, Listing, Published
from governance.published import listings
from governance.register import additions, importing
from governance.register.files.sheets import UnreadableFileError
from governance.register.judging import Result
from ledger import verification
from ledger.models import Entry, Notice
from ledger.refusals import ForbiddenError
from people.models import Team, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.register.conftest import HEADER, Import, written

ROW = ("Riverside News", "Twitter", "RiversideNews", "", "Communications")


def results(report: importing.Report) -> list[str]:
    return [row.result.value for row in report.rows]


def only_reason(report: importing.Report) -> str:
    (row,) = report.rows
    return row.reason or ""


def test_row_becomes_a_live_channel(imported: Import) -> None:
    report = imported(written([ROW]))
    channel = Channel.objects.get()
    assert results(report) == ["added"]
    assert report.rows[0].line == 2
    assert report.rows[0].channel == channel.pk
    assert (channel.state, channel.approval) == ("live", "imported")
    assert channel.url == "https://x.com/RiversideNews"
    assert channel.live_since == TODAY
    assert Published.objects.filter(address_key="x.com/riversidenews").exists()
    assert listings.stale() == []


def test_each_row_has_an_entry(imported: Import) -> None:
    imported(written([ROW, ("Jobs", "x", "RiversideJobs", "", "Recruitment")]))
    assert Entry.objects.filter(act="channel.import").count() == 2
    assert Entry.objects.filter(act="team.create").count() == 2
    assert verification.verify().in_order


def test_nobody_is_written_to(imported: Import) -> None:
    imported(written([(*ROW, "somebody@riverside.invalid")], [*HEADER, "lead_email"]))
    assert not Notice.objects.exists()


def test_same_file_twice_changes_nothing(imported: Import) -> None:
    content = written([ROW])
    imported(content)
    entries = Entry.objects.count()
    assert results(imported(content)) == ["unchanged"]
    assert Entry.objects.count() == entries


def test_dry_run_writes_nothing(imported: Import) -> None:
    header = [*HEADER, "lead_email"]
    report = imported(written([(*ROW, "new@riverside.invalid")], header), dry_run=True)
    assert results(report) == ["added"]
    assert report.rows[0].channel is None
    assert not Channel.objects.exists()
    assert not Team.objects.exists()
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_columns_in_any_order_and_spelling(imported: Import) -> None:
    header = [" TEAM ", "Lead E-mail", "URL", "Ends On", "Name"]
    row = [
        "Dietetics",
        "Zoe@Riverside.invalid",
        "instagram.com/rv_eatwell",
        "31/03/2028",
        "Eat Well",
    ]
    assert results(imported(written([row], header))) == ["added"]
    channel = Channel.objects.get()
    assert channel.platform.slug == "instagram"
    assert channel.ends_on == datetime.date(2028, 3, 31)
    assert channel.lead is not None
    assert not channel.lead.has_usable_password()
    assert list(channel.administrators.all()) == [channel.lead]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "x", "a", "", "T"), "Say what the channel is called."),
        (("A", "x", "a", "", ""), "Say which team"),
        (("A", "x", "", "", "T"), "Give the handle or the address"),
        (("A", "", "a", "", "T"), "Name the platform"),
        (("A", "Pigeons", "a", "", "T"), "platform called “Pigeons”"),
        (("A", "google_plus", "+Trust", "", "T"), "Google+ closed on"),
        (("A", "", "", "https://x.com/", "T"), "does not say which account"),
        (("A", "Pigeons", "", "https://example.invalid/trust", "T"), "platform called “Pigeons”"),
        (("A", "Instagram", "linktr.ee/trust", "", "T"), "not the handle of an account on Ins"),
        (("A", "Instagram", "instagram.com/p/C1ab2", "", "T"), "not the handle of an account"),
        (("A", "Instagram", "www.trust.nhs.uk/instagram", "", "T"), "Write it like oxford_"),
        (("A", "Instagram", "", "www.trust.nhs.uk/instagram", "T"), "Write it like oxford_"),
        (("A", "Facebook", "https://linktr.ee/trust", "", "T"), "groups/name, or give its address"),
        (("A", "", "", "https://news.example.invalid/", "T"), "not on a platform that we know"),
        (("A\x00B", "x", "a", "", "T"), "invisible characters"),
        (("A\u202eB", "x", "a", "", "T"), "invisible characters"),
        (("A" * 121, "x", "a", "", "T"), "longer than 120 characters"),
        (("=1+1", "x", "a", "", "T"), "name holds a formula"),
        (("A", "x", "a" * 3000, "", "T"), "longer than"),
    ],
)
def test_bad_row_is_refused_alone(imported: Import, row: tuple[str, ...], said: str) -> None:
    report = imported(written([row, ROW]))
    assert results(report) == ["refused", "added"]
    assert said in (report.rows[0].reason or "")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("ends_on", "31/02/2027", "is not a date"),
        ("ends_on", "0001-01-01", "is not a date"),
        ("ends_on", "=1+1", "holds a formula"),
        ("approved_on", "soon", "is not a date"),
        ("lead_email", "nobody", "is not an e-mail address"),
        ("purpose", "A\u202eB", "invisible characters"),
    ],
)
def test_bad_cell_is_left_out_and_said(imported: Import, column: str, cell: str, said: str) -> None:
    report = imported(written([(*ROW, cell)], [*HEADER, column]))
    assert results(report) == ["added"]
    assert said in only_reason(report)
    assert "It is left out." in only_reason(report)
    assert Channel.objects.get().approved_on is None
    assert Channel.objects.get().lead is None


def test_state_that_nobody_knows_is_refused(imported: Import) -> None:
    """Left out, a channel that has ended would be official."""
    report = imported(written([(*ROW, "closed down")], [*HEADER, "state"]))
    assert "is not a state" in only_reason(report)
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    ("approved_on", "ends_on", "said"),
    [
        ("2030-01-01", "", "It cannot have been approved on 1 January 2030: that is ahead."),
        ("2027-01-05", "", "that is ahead"),
        ("2026-06-02", "2026-06-01", "1 June 2026, is before its approval, 2 June 2026"),
        ("", "2099-12-31", "31 December 2099, is too far ahead: the longest life span ends on"),
        ("", "2029-01-05", "the longest life span ends on 4 January 2029"),
    ],
)
def test_days_that_cannot_be_are_refused(
    imported: Import, approved_on: str, ends_on: str, said: str
) -> None:
    header = [*HEADER, "approved_on", "ends_on"]
    report = imported(written([(*ROW, approved_on, ends_on)], header))
    assert results(report) == ["refused"]
    assert said in only_reason(report)
    assert not Channel.objects.exists()


def test_days_that_can_be_are_taken(imported: Import) -> None:
    header = [*HEADER, "approved_on", "ends_on"]
    assert results(imported(written([(*ROW, "2027-01-04", "2029-01-04")], header))) == ["added"]
    assert not Channel.objects.get().ends_provisional


@pytest.mark.parametrize(
    ("column", "cell"), [("approved_on", "2027-06-02"), ("ends_on", "2099-01-01")]
)
def test_such_days_change_nothing_either(imported: Import, column: str, cell: str) -> None:
    header = [*HEADER, "approved_on", "ends_on"]
    imported(written([(*ROW, "2026-06-01", "2027-06-01")], header))
    assert results(imported(written([(*ROW, cell)], [*HEADER, column]))) == ["refused"]
    early = imported(written([(*ROW, "2026-05-01")], [*HEADER, "ends_on"]))
    assert "before its approval" in only_reason(early)
    assert Channel.objects.get().ends_on == datetime.date(2027, 6, 1)


def test_first_row_of_a_channel_wins(imported: Import) -> None:
    again = ("Other name", "", "", "https://twitter.com/riversidenews?lang=en", "Other team")
    report = imported(written([ROW, again]))
    assert results(report) == ["added", "unchanged"]
    assert "Line 2 names the same channel" in (report.rows[1].reason or "")
    assert report.rows[1].channel == report.rows[0].channel
    assert Channel.objects.get().name == "Riverside News"


def test_changed_row_changes_what_it_names(imported: Import) -> None:
    header = [*HEADER, "purpose", "ends_on", "lead_email"]
    imported(written([(*ROW, "Old", "2027-06-01", "a@riverside.invalid")], header))
    new = ("New name", *ROW[1:4], "Other team", "New", "01/07/2027", "b@riverside.invalid")
    assert results(imported(written([new], header))) == ["changed"]
    channel = Channel.objects.get()
    assert (channel.name, channel.team.name, channel.purpose) == ("New name", "Other team", "New")
    assert channel.ends_on == datetime.date(2027, 7, 1)
    assert channel.lead is not None
    assert channel.lead.email == "b@riverside.invalid"
    assert Entry.objects.filter(act="channel.import", subject_id=channel.pk).count() == 2
    assert listings.stale() == []


def test_empty_cell_changes_nothing(imported: Import) -> None:
    header = [*HEADER, "purpose"]
    imported(written([(*ROW, "News of the trust")], header))
    assert results(imported(written([(*ROW, "")], header))) == ["unchanged"]


def test_state_is_not_changed_by_an_import(imported: Import) -> None:
    header = [*HEADER, "state"]
    imported(written([(*ROW, "live")], header))
    report = imported(written([(*ROW, "Suspended")], header))
    assert results(report) == ["unchanged"]
    assert "changed by steps" in only_reason(report)
    assert Channel.objects.get().state == "live"


@pytest.mark.parametrize("state", ["approved", "live", "suspended", "lapsed", "retired"])
def test_new_row_keeps_its_state(imported: Import, state: str) -> None:
    content = written([(*ROW, state)], [*HEADER, "state"])
    assert results(imported(content)) == ["added"]
    assert results(imported(content)) == ["unchanged"]
    assert Channel.objects.get().state == state
    assert Published.objects.exists() == (state == "live")


def test_what_a_plan_settled_stays(imported: Import, cast: Cast) -> None:
    channel = given.live_channel(cast)
    header = ["id", "name", "team", "url", "ends_on"]
    row = [channel.pk, "New name", channel.team.name, channel.url, "2029-01-01"]
    report = imported(written([row], header))
    assert results(report) == ["changed"]
    assert "settled by a plan" in only_reason(report)
    ends_on = channel.ends_on
    channel.refresh_from_db()
    assert (channel.name, channel.ends_on) == ("New name", ends_on)


def test_another_address_is_another_channel(imported: Import) -> None:
    imported(written([ROW]))
    row = [Channel.objects.get().pk, "A", "T", "https://x.com/somebodyelse"]
    report = imported(written([row], ["id", "name", "team", "url"]))
    assert "Another address is another channel" in only_reason(report)


def test_numbers_of_another_register_are_no_ids(imported: Import) -> None:
    assert results(imported(written([("17", *ROW)], ["id", *HEADER]))) == ["added"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("Facebook", "it is on X, not on Facebook as the file says"),
        ("Pigeons", "nobody here knows the platform “Pigeons”"),
    ],
)
def test_address_counts_before_the_platform(imported: Import, named: str, said: str) -> None:
    report = imported(written([("A", named, "", "https://x.com/trust", "T")]))
    assert results(report) == ["added"]
    assert said in only_reason(report)
    assert Channel.objects.get().platform.slug == "x"


def test_address_counts_before_the_handle(imported: Import) -> None:
    report = imported(written([("A", "X", "somebodyelse", "https://x.com/trust", "T")]))
    assert "The address counts" in only_reason(report)
    assert Channel.objects.get().handle == "trust"


def test_only_officers_import(imported: Import, cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        imported(written([ROW]), by=cast.lead)
    assert results(imported(written([ROW]), by=cast.officer)) == ["added"]


def test_row_that_the_database_refuses_stops_no_other(
    imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody registers the same address between judging and writing."""
    create = additions._added

    def race(intent: Any, *args: Any, **options: Any) -> Channel:
        if intent.verdict.name == "Quicker":
            raise IntegrityError
        return create(intent, *args, **options)

    monkeypatch.setattr(additions, "_added", race)
    report = imported(
        written([ROW, ("Quicker", "x", "quicker", "", "Quick"), ("C", "x", "c", "", "T")])
    )
    assert results(report) == ["added", "refused", "added"]
    assert "same moment" in (report.rows[1].reason or "")
    assert not Team.objects.filter(name="Quick").exists()
    assert verification.verify().in_order
    assert listings.stale() == []


def test_many_rows_are_reported_in_order(imported: Import) -> None:
    rows = [(f"Channel {n}", "x", f"trust{n}", "", f"Team {n % 7}") for n in range(450)]
    report = imported(written(rows))
    assert [row.line for row in report.rows] == list(range(2, 452))
    assert report.count(Result.ADDED) == Listing.objects.count() == 450


def test_file_without_its_columns(imported: Import) -> None:
    with pytest.raises(UnreadableFileError, match="no column called team, handle or url"):
        imported(b"name,platform\na,b\n")

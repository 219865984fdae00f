"""The columns of the register as a file: one row each, read by whatever reads or writes one."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from governance.register import cleaning, taking
from governance.register.column import Column
from governance.register.taking import Elsewhere, OnlySaid, Taking

ACCOUNT = Elsewhere("location.locate: together they say which account is meant")

ID = Column(
    name="id",
    label="Keyholder's own id",
    longest=100,
    clean=cleaning.ident,
    read=itemgetter("id"),
    sql="channel.id",
    safe=True,
    taking=Elsewhere("judging.Judge: it says which channel is meant"),
    public=True,
)
NAME = Column(
    name="name",
    label="Name of the channel",
    also=("channel name", "title", "display name"),
    longest=120,
    clean=cleaning.words,
    read=itemgetter("name"),
    sql="channel.name",
    taking=taking.text("name"),
    public=True,
    needed="Say what the channel is called.",
)
PLATFORM = Column(
    name="platform",
    label="Platform",
    also=("service", "network", "service key", "channel type", "social network"),
    clean=cleaning.as_written,
    read=lambda document: document["platform"]["name"],
    sql="platform.name",
    taking=ACCOUNT,
    public=True,
)
HANDLE = Column(
    name="handle",
    label="Handle",
    also=("account", "user name", "screen name"),
    clean=cleaning.as_written,
    read=itemgetter("handle"),
    sql="channel.handle",
    taking=ACCOUNT,
    public=True,
    finds=True,
)
URL = Column(
    name="url",
    label="Address",
    also=("address", "link", "web address", "service url"),
    clean=cleaning.as_written,
    read=itemgetter("url"),
    sql="channel.url",
    taking=ACCOUNT,
    public=True,
    finds=True,
)
TEAM = Column(
    name="team",
    label="Team",
    also=("agency", "department", "service team"),
    longest=150,
    clean=cleaning.words,
    read=lambda document: document["team"]["name"],
    sql="team.name",
    taking=taking.TEAM,
    public=True,
    needed="Say which team has the channel.",
)
LEAD_EMAIL = Column(
    name="lead_email",
    label="E-mail of the lead",
    also=("lead", "email", "contact email"),
    longest=254,
    clean=cleaning.email,
    read=lambda document: lead["email"] if (lead := document["lead"]) else None,
    sql="person.email",
    taking=taking.LEAD,
    public=False,
    optional=True,
)
PURPOSE = Column(
    name="purpose",
    label="What it is for, as everybody may read it",
    also=("description", "short description"),
    longest=5_000,
    clean=cleaning.as_written,
    read=itemgetter("purpose"),
    sql="channel.purpose",
    taking=taking.text("purpose"),
    public=True,
    optional=True,
)
APPROVED_ON = Column(
    name="approved_on",
    label="Approved on",
    also=("approved", "approval date"),
    clean=cleaning.day,
    read=itemgetter("approved_on"),
    sql="channel.approved_on",
    safe=True,
    taking=taking.day("approved_on"),
    public=True,
    optional=True,
    settled_by_plan=True,
)
ENDS_ON = Column(
    name="ends_on",
    label="Ends on",
    also=("ends", "end date"),
    clean=cleaning.day,
    read=itemgetter("ends_on"),
    sql="channel.ends_on",
    safe=True,
    taking=taking.END,
    public=True,
    optional=True,
    settled_by_plan=True,
)
STATE = Column(
    name="state",
    label="State",
    also=("status",),
    clean=cleaning.state,
    read=itemgetter("state"),
    sql="channel.state",
    safe=True,
    taking=Elsewhere("additions: a new channel begins in it; afterwards steps alone change it"),
    public=True,
)

CONFIRMED_ON = Column(
    name="confirmed_on",
    label="Last confirmed on",
    clean=cleaning.day,
    read=itemgetter("confirmed_on"),
    sql="channel.confirmed_on",
    safe=True,
    taking=OnlySaid("a person says it of each channel here, and no file says it for them"),
    public=True,
    optional=True,
)

Columns = tuple[Column[Any], ...]

# In the order of a file. A lead is put after the team.
COLUMNS: Columns = (
    *(ID, NAME, PLATFORM, HANDLE, URL, TEAM, LEAD_EMAIL, PURPOSE, APPROVED_ON, ENDS_ON, STATE),
    CONFIRMED_ON,
)
PUBLIC: Columns = tuple(column for column in COLUMNS if column.public)
TAKEN: tuple[tuple[Column[Any], Taking[Any]], ...] = tuple(
    (column, column.taking) for column in COLUMNS if isinstance(column.taking, Taking)
)


def names(columns: Columns = COLUMNS) -> list[str]:
    return [column.name for column in columns]

"""Channels with everything and with nothing in them, the same on every day and every machine."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from governance.models import Channel, Holder, Platform, Review
from governance.models.plan import Tier
from governance.models.platform import AccessMethod
from tests.cast import TODAY, Cast

LONDON = ZoneInfo("Europe/London")
NASTY = '=1+1, “quoted” "twice"\nand a line, it\'s Zoë 🦄 \u2028 </script>'


def channels(cast: Cast) -> Iterator[Channel]:
    yield full(cast)
    yield bare(cast)


def full(cast: Cast) -> Channel:
    channel = Channel(
        id=uuid.UUID(int=1),
        state=Channel.State.LIVE,
        name=NASTY[:40],
        platform=Platform.objects.get(slug="linkedin"),
        handle="riverside-Vale",
        address_key="linkedin.com/company/riverside-vale",
        url="https://www.linkedin.com/company/riverside-Vale?a=b&c=d%20e",
        previous_addresses=[{"url": "https://x.com/old", "until": "2026-01-01"}, {"url": "x"}],
        team=cast.team,
        tier=Tier.CORPORATE,
        purpose=NASTY,
        monitored="Monday to Friday, 9am to 5pm",
        lead=cast.lead,
        access_method=AccessMethod.DEVICE,
        approved_on=TODAY,
        confirmed_on=datetime.date(2026, 10, 12),
        live_since=datetime.date(1999, 1, 31),
        ends_on=datetime.date(2028, 2, 29),
    )
    channel.save()
    channel.administrators.set([cast.lead, cast.administrator, cast.officer])
    for number, kind, state in (
        (2, Review.Kind.LIFE_SPAN, Review.State.SCHEDULED),
        (3, Review.Kind.SECURITY, Review.State.ANSWERED),
        (4, Review.Kind.SECURITY, Review.State.CLOSED),
    ):
        day = TODAY.replace(day=number)
        outcome = Review.Outcome.FINE if state == Review.State.CLOSED else ""
        channel.reviews.create(
            pk=uuid.UUID(int=number),
            kind=kind,
            state=state,
            opens_on=day,
            due_on=day,
            outcome=outcome,
        )
    channel.holders.create(
        kind=Holder.Kind.DEVICE,
        name="Phone",
        where="Drawer 2",
        added_on=TODAY,
        confirmed_on=TODAY,
        confirmed_by=cast.officer,
    )
    channel.updated_at = datetime.datetime(2027, 6, 1, 0, 30, 5, 60, tzinfo=LONDON)
    return channel


def bare(cast: Cast) -> Channel:
    channel = Channel(
        id=uuid.UUID(int=2**127),
        name="B",
        platform=Platform.objects.get(slug="x"),
        address_key="x.com/b",
        team=cast.other_team,
        access_method=AccessMethod.KEYS,
    )
    channel.save()
    channel.updated_at = datetime.datetime(2027, 1, 4, 12, tzinfo=datetime.UTC)
    return channel

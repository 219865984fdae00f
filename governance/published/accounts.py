"""What is at the address of an account: the published channel, or what the register knows."""

from __future__ import annotations

from typing import Any

from django.db import connection

from governance.models import Channel, Listing, Published
from governance.published.lists import text

PUBLISHED = Published._meta.db_table
REGISTER = Listing._meta.db_table
CHANNELS = Channel._meta.db_table


def published(key: str) -> str | None:
    """The public document of the one official channel at this address."""
    row = _first(
        f"SELECT {text('document')} FROM {PUBLISHED} WHERE address_key = %s",  # noqa: S608  names of ours
        key,
    )
    return row[0] if row else None


def registered(key: str) -> tuple[str, str | None] | None:
    """State and register document of the unretired channel there, else of the one retired last."""
    row = _first(
        f"""
        SELECT channel.state, {text("listing.document")} FROM {CHANNELS} channel
        LEFT JOIN {REGISTER} listing ON listing.channel_id = channel.id
        WHERE channel.address_key = %s
        ORDER BY channel.state = %s, channel.retired_on DESC, channel.updated_at DESC
        LIMIT 1
        """,  # noqa: S608  names of ours
        key,
        Channel.State.RETIRED.value,
    )
    return (row[0], row[1]) if row else None


def _first(sql: str, *values: str) -> tuple[Any, ...] | None:
    with connection.cursor() as database:
        database.execute(sql, values)
        found: tuple[Any, ...] | None = database.fetchone()
    return found

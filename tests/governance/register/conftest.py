"""A file as somebody would send it, imported by the command line's operator."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from governance.models import Channel, Holder, Listing, Published
from governance.register import importing, reading
from governance.register.importing import Report
from ledger.actors import OPERATOR, Actor
from people.models import Membership, Team, User
from tests.cast import TODAY

Import = Callable[..., Report]
HEADER = ("name", "platform", "handle", "url", "team")


def written(rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def emptied() -> None:
    """Take away what imports made, as if the file came into another register."""
    Listing.objects.all().delete()
    Published.objects.all().delete()
    for channel in Channel.objects.all():
        channel.administrators.clear()
    for model in (Holder, Channel, Membership, Team, User):
        model._default_manager.all().delete()


@pytest.fixture
def imported(db: None) -> Import:
    def run(content: bytes, by: Actor = OPERATOR, **options: Any) -> Report:
        return importing.run(reading.read(content), by=by, today=TODAY, **options)

    return run

"""A list as CSV is the same byte for byte, whether PostgreSQL writes it or Python."""

from itertools import cycle

import pytest
from django.db.models import CharField, TextField

from governance.models import Channel, Platform
from governance.published.lists import Filters, Source
from governance.register import exporting, writing
from governance.register.columns import TAKEN
from governance.register.writing import FOR_PROGRAMS
from people.models import Team, User
from tests.cast import TODAY, Cast

NASTY = [
    *("=1+1", "-2", "@home", "+44", "'=guarded", "''-twice", "'plain", "'", "''"),
    *('Comma, "quote"', "a\nb", "a\rb", "a\r\nb", "\ttab ", " spaces ", ";|", "Ünï🦄", "\u2028"),
    *("", "null", "NULL", "\\N", "\\.", '"', '""', "%s", "0", "false", "=\n", "'\n="),
]


TEXTS = ["handle", "url"] + [
    taking.field
    for _, taking in TAKEN
    if isinstance(Channel._meta.get_field(taking.field), CharField | TextField)
]


@pytest.fixture
def nasty(cast: Cast, source: Source) -> None:
    """Every text in every column of text; what is public has a handle and an address to ask for."""
    platform = Platform.objects.get(slug="x")
    others = cycle(NASTY[5:] + NASTY[:5])
    for number, text in enumerate(NASTY):
        texts = {name: next(others) for name in TEXTS}
        if source == "published":
            texts |= {"handle": f"n{number}", "url": f"https://x.com/n{number}"}
        Channel(
            state=Channel.State.LIVE,
            platform=platform,
            address_key=f"x.com/n{number}",
            team=Team.objects.create(slug=f"t{number}", name=text),
            **texts,
            lead=User.objects.create(email=f"{text}@{number}") if number % 3 else None,
            approved_on=TODAY if number % 2 else None,
            confirmed_on=TODAY if number % 3 else None,
            ends_on=None if number % 2 else TODAY,
        ).save()


@pytest.mark.parametrize("source", ["published", "register"])
def test_either_writes_the_same(source: Source, nasty: None) -> None:
    served = b"".join(exporting.csv_for_programs(source, Filters()))
    documents = exporting.chosen(source, Filters())
    made = b"".join(writing.csv_file(documents, exporting.OF_SOURCE[source], FOR_PROGRAMS))
    assert served.splitlines() == made.splitlines()
    assert served == made
    assert len(list(exporting.chosen(source, Filters()))) == len(NASTY)

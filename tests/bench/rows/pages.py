"""The pages that people look at most: how many queries, and what a hundred times the rows cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.bench import program
from tests.bench.client import request
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides
from tests.bench.site import Site

FEW = 100


def _path(site: Site, page: str) -> str:
    return {"dashboard": "/", "register": "/channels/"}.get(
        page, f"/channels/{site.examples['channel']}"
    )


@contextmanager
def queries(place: Place, page: str) -> Iterator[Sides]:
    program.start(place)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.cookies["sessionid"] = place.large.examples["session"]

    def count() -> float:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(_path(place.large, page)).status_code == 200
        return len(asked)

    yield count, lambda: 1.0


@contextmanager
def growth(place: Place, page: str) -> Iterator[Sides]:
    """Seconds for one page, with all channels and with a hundred."""
    many, few = place.large, place.site(FEW)
    yield tuple(  # type: ignore[misc]  # two of them
        site.seconds(request(_path(site, page), **site.as_officer)) for site in (many, few)
    )


PAGES = ("dashboard", "register", "channel")
ROWS = [
    *(
        Row(
            f"page {page}: queries",
            partial(queries, page=page),
            Limit(at_most=12),
            Limit(at_most=8),
            rounds=1,
        )
        for page in PAGES
    ),
    *(
        Row(
            f"page {page}, seconds: all channels / {FEW}",
            partial(growth, page=page),
            Limit(at_most=1.2),
        )
        for page in PAGES
    ),
]

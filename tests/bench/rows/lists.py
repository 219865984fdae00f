"""The list of channels over HTTP: against constant bytes, plain DRF, itself when it was small."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.client import request
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides

PATH = "/api/v1/channels?page_size=100"
PLAIN = "/bench/plain/channels/?page_size=100"


@contextmanager
def against_hello(place: Place) -> Iterator[Sides]:
    site = place.large
    _, body = site.answer(PATH, **site.signed)
    yield site.rate(request(PATH, **site.signed)), site.hello(len(body))


@contextmanager
def against_plain(place: Place) -> Iterator[Sides]:
    site = place.large
    site.answer(PLAIN, **site.as_plain)
    yield site.rate(request(PATH, **site.signed)), site.rate(request(PLAIN, **site.as_plain))


@contextmanager
def unchanged(place: Place) -> Iterator[Sides]:
    """Nobody changed anything, and the client says which version it has."""
    site = place.large
    head, body = site.answer(PATH, **site.signed)
    tag = head.lower().partition(b"\r\netag: ")[2].split(b"\r\n")[0].decode()
    known = request(PATH, If_None_Match=tag, **site.signed)
    yield site.rate(known, status=304), site.hello(len(body))


@contextmanager
def growth(place: Place) -> Iterator[Sides]:
    many, few = place.large, place.small
    yield (
        many.seconds(request(PATH, **many.signed)),
        few.seconds(request(PATH, **few.signed)),
    )


@contextmanager
def last_page(place: Place) -> Iterator[Sides]:
    site = place.large
    last = f"{PATH}&cursor={site.examples['last_page']}"
    first = request(PATH, **site.signed)
    yield site.seconds(request(last, **site.signed)), site.seconds(first)


ROWS = [
    Row(
        "list of 100, with token / hello",
        against_hello,
        Limit(at_least=0.35),
        Limit(at_least=0.5),
        on_sqlite=Limit(at_least=0.25),
    ),
    Row("list, unchanged / hello", unchanged, Limit(at_least=0.65), Limit(at_least=0.8)),
    Row(
        "list, seconds: all channels / 1,000",
        growth,
        Limit(at_most=1.15),
        Limit(at_most=1.05),
        rounds=11,
    ),
    Row(
        "list, seconds: last page / first",
        last_page,
        Limit(at_most=1.2),
        Limit(at_most=1.05),
        rounds=11,
    ),
]
AGAINST_PLAIN = Row(
    "list of 100, with token / plain DRF",
    against_plain,
    Limit(at_least=10),
    on_sqlite=Limit(at_least=8),
)

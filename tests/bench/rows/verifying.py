"""Is this account official: against constant bytes, and against plain DRF."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from tests.bench.client import request
from tests.bench.place import Place
from tests.bench.row import Limit, Row, Sides
from tests.bench.site import Site


def _path(site: Site) -> str:
    return f"/api/v1/verify?{urlencode({'url': site.examples['url']})}"


@contextmanager
def against_hello(place: Place) -> Iterator[Sides]:
    site = place.large
    _, body = site.answer(_path(site))
    assert b'"official"' in body
    yield site.rate(request(_path(site))), site.hello(len(body))


@contextmanager
def against_plain(place: Place) -> Iterator[Sides]:
    """There the caller knows the address as it is stored; ours reads every spelling."""
    site = place.large
    asked = urlencode({"address_key": site.examples["address_key"]})
    plain = request(f"/bench/plain/channels/?{asked}", **site.as_plain)
    yield site.rate(request(_path(site), **site.signed)), site.rate(plain)


ROW = Row("verify / hello", against_hello, Limit(at_least=0.5), Limit(at_least=0.6))
AGAINST_PLAIN = Row("verify, with token / plain DRF", against_plain, Limit(at_least=3.5))

"""The visitor's address: counted from the right, as many as there are proxies of ours."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from people import visitor
from people.adapters import AccountAdapter

PEER = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "told", "expected"),
    [
        (0, "", PEER),
        (0, "203.0.113.7", PEER),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "127.0.0.1, 203.0.113.7", "203.0.113.7"),
        (2, "127.0.0.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, "", PEER),
        (1, " , ", PEER),
        (1, "unknown", PEER),
        (1, "203.0.113.7:51000", "203.0.113.7"),
        (1, "[2001:db8::7]:51000", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "203.0.113.7\x00", PEER),
        (1, "x" * 5000, PEER),
    ],
)
def test_address(settings: Settings, proxies: int, told: str, expected: str) -> None:
    settings.KEYHOLDER_PROXIES = proxies
    request = RequestFactory(REMOTE_ADDR=PEER).get("/", headers={"X-Forwarded-For": told})
    assert visitor.address(request) == expected
    assert AccountAdapter(request).get_client_ip(request) == expected


def test_whoever_comes_by_a_socket_has_none(settings: Settings) -> None:
    assert visitor.address(RequestFactory(REMOTE_ADDR="").get("/")) == ""
    assert visitor.network(RequestFactory(REMOTE_ADDR="").get("/")) == ""


def test_one_host_of_ipv6_is_one_visitor() -> None:
    def network(address: str) -> str:
        return visitor.network(RequestFactory(REMOTE_ADDR=address).get("/"))

    assert network("2001:db8:0:1::7") == network("2001:db8:0:1:ffff::8")
    assert network("2001:db8:0:1::7") != network("2001:db8:0:2::7")
    assert network("203.0.113.7") == "203.0.113.7"

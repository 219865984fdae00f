"""Whatever is answered to somebody signed in is kept by nobody: asked at every address there is."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.cast import Cast
from tests.house.test_routes import routes

EXAMPLES = {"uuid": str(uuid.UUID(int=1)), "int": "1", "str": "x", "slug": "x", "path": "x"}


def address(route: str) -> str:
    """An address of this route: `channels/<uuid:pk>` with an id of nobody."""
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES[found[1] or "str"], route)
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)|\[[^]]*\][+*]?|\.\*|\^|\$|\(\?:[^)]*\)", "", plain)


ROUTES = sorted({address(route) for route, _ in routes(get_resolver())})


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_that_was_shown_to_somebody_is_kept(cast: Cast, method: str) -> None:
    client = Client(raise_request_exception=False)
    statuses, kept = set(), []
    for each in ROUTES:
        client.force_login(cast.steward)
        answer = getattr(client, method)(each)
        statuses.add(answer.status_code)
        if answer["Cache-Control"] != "no-store, private":
            kept.append((each, answer["Cache-Control"]))
    assert kept == []
    assert len(ROUTES) > 100
    assert {200, 302, 403, 404} & statuses


def test_a_visitor_may_keep_what_is_public(cast: Cast) -> None:
    answer = Client().get("/api/v1/channels")
    assert answer["Cache-Control"] == "public, no-cache"
    assert "no-store" not in Client().get("/official/").get("Cache-Control", "")


def test_signing_out_clears_what_the_browser_has(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lead)
    assert "Clear-Site-Data" not in client.get("/")
    out = client.post("/accounts/logout/")
    assert out.status_code == 302
    assert out["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.post("/accounts/logout/")

"""Every route of ours says who may open it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("governance", "people", "api", "vault", "ledger", "config")


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for each in resolver.url_patterns:
        address = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield address, each.callback
        else:
            yield from routes(each, address)


def test_every_route_declares_who_may() -> None:
    silent = [
        address
        for address, view in routes(get_resolver())
        if view.__module__.split(".")[0] in OURS
        and not _declared(view)
        # The admin has one door for all its pages, which asks each time: its site's permission.
        and not address.startswith("admin/")
    ]
    assert silent == []


def _declared(view: Any) -> bool:
    """A page by its door, an API view by its own permissions."""
    from api.permissions import NobodyByDefault

    if getattr(view, "who_may", None):
        return True
    classes = getattr(getattr(view, "cls", None), "permission_classes", [NobodyByDefault])
    return bool(classes) and NobodyByDefault not in classes


def test_there_are_routes() -> None:
    assert len(list(routes(get_resolver()))) > 40

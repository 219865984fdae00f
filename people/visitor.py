"""Where a request comes from: the one place that reads a visitor's address."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

ONE_HOST = 64  # bits: whoever has one address of IPv6 has all that begin alike


def address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; empty where nobody knows it.

    Each proxy adds at the right whom it heard. What stands further left the visitor can write
    themselves, so it is counted from the right, by `KEYHOLDER_PROXIES`.
    """
    proxies: int = settings.KEYHOLDER_PROXIES
    parts = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    told = [each.strip() for each in parts if each.strip()]
    if proxies and told and (found := _parsed(told[-min(proxies, len(told))])):
        return str(found)
    peer = request.META.get("REMOTE_ADDR", "")
    return str(_parsed(peer) or "")


def network(request: HttpRequest) -> str:
    """What counts as one visitor where visitors are counted."""
    found = _parsed(address(request))
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, ONE_HOST), strict=False))
    return str(found or "")


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Some proxies write the port as well."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found

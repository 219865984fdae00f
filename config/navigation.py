"""What the header offers to whom. A page that does not exist is not offered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, get_script_prefix, resolve

from people.roles import Role


def anybody(user: Any) -> bool:
    return True


def visitor(user: Any) -> bool:
    return not user.is_authenticated


def member(user: Any) -> bool:
    return bool(user.is_authenticated)


def auditor(user: Any) -> bool:
    return member(user) and user.holds(Role.AUDITOR)


def reader(user: Any) -> bool:
    """Whoever opens the reports."""
    wanted = (Role.OFFICER, Role.HEAD, Role.EXECUTIVE, Role.AUDITOR)
    return member(user) and user.holds(*wanted)


def on_call(user: Any) -> bool:
    return member(user) and bool(user.holds(Role.ON_CALL))


def steward(user: Any) -> bool:
    return member(user) and user.holds(Role.STEWARD)


def shown_the_list(user: Any) -> bool:
    """Everybody, unless the organisation keeps its list to itself."""
    return settings.KEYHOLDER_PUBLIC_DIRECTORY or member(user)


def visitor_shown_the_list(user: Any) -> bool:
    return visitor(user) and shown_the_list(user)


@dataclass(frozen=True)
class Item:
    label: str
    path: str
    who: Callable[[Any], bool]


HEADER = [
    Item("Home", "/", member),
    Item("Plans", "/plans/", member),
    Item("Channels", "/channels/", member),
    Item("Reviews", "/reviews/", member),
    Item("Owed", "/obligations/", member),
    Item("Reports", "/reports/", reader),
    Item("On call", "/on-call", on_call),
    Item("Ledger", "/ledger/", auditor),
    Item("Admin", "/admin/", steward),
    Item("Official channels", "/official/", visitor_shown_the_list),
    Item("Is this account official?", "/official/check", visitor_shown_the_list),
]
FOOTER = [
    Item("Official channels", "/official/", shown_the_list),
    Item("Is this account official?", "/official/check", shown_the_list),
    Item("Somebody leaves", "/leaving/", member),
    Item("Invitations", "/invitations/", steward),
    Item("Accessibility", "/accessibility", anybody),
    Item("For programs: the API", "/api/v1/docs", anybody),
]


def navigation(request: HttpRequest, items: str = "header") -> list[dict[str, Any]]:
    """The items for this person, as the header's and footer's macros take them."""
    user = getattr(request, "user", None)
    offered = [
        item
        for item in (HEADER if items == "header" else FOOTER)
        if _exists(item.path, settings.ROOT_URLCONF)
        and (item.who is anybody or (user is not None and item.who(user)))
    ]
    here = max((item.path for item in offered if _within(request.path_info, item.path)), default="")
    return [
        {
            "text": item.label,
            "href": get_script_prefix().rstrip("/") + item.path,
            "current": request.path_info == item.path,
            "active": item.path == here,
        }
        for item in offered
    ]


def _within(path: str, section: str) -> bool:
    return path == section if section == "/" else path.startswith(section)


@cache
def _exists(path: str, urlconf: str) -> bool:
    try:
        resolve(path, urlconf)
    except Resolver404:
        return False
    return True

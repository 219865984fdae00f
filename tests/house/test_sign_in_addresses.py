"""Every address of allauth: closed, a page or an act of ours, or allauth's own with a reason."""

import re

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import get_resolver, resolve

from ledger import acts
from people.urls import closed
from tests.house.test_routes import routes
from tests.house.things import everywhere

everywhere()

# What still reaches allauth's own view, by hand, with the reason why it may: a change here is a
# change that somebody must see. None of them changes what somebody signs in with, but by a proof.
ALLAUTHS_OWN = {
    "account_login": "it signs in, by password and second step",
    "account_logout": "it ends the session",
    "account_inactive": "it says that a sign-in is closed",
    "account_reauthenticate": "it asks for the password again",
    "account_reset_password": "it owes a letter; see people/forgotten.py",
    "account_reset_password_done": "it says that a letter comes",
    "account_reset_password_from_key": "the link of that letter",
    "account_reset_password_from_key_done": "it says that the password is new",
    "mfa_authenticate": "the second step of signing in",
    "mfa_index": "it shows what there is",
    "mfa_reauthenticate": "it asks for a code again",
    "socialaccount_login_error": "it says that the provider named nobody",
    "socialaccount_login_cancelled": "it says that somebody stopped",
}
OURS = {
    "mfa_activate_totp": "person.add_second_step",
    "mfa_add_webauthn": "person.add_second_step",
    "mfa_deactivate_totp": "person.remove_second_step",
    "mfa_remove_webauthn": "person.remove_second_step",
    "mfa_generate_recovery_codes": "person.make_recovery_codes",
    # These ask for every factor first, and show or prove.
    "account_change_password": None,
    "account_set_password": None,
    "mfa_reauthenticate_webauthn": None,
    "openid_connect_login": None,
    "openid_connect_callback": None,
}
CLOSED = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email",
    "account_email_verification_sent",
    "account_signup",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "socialaccount_connections",
    "socialaccount_signup",
}


def example(route: str) -> str:
    """An address that the route matches."""
    path = re.sub(r"\(\?P<\w+>[^)]*\)", "x", route).replace("^", "").replace("$", "")
    return "/" + re.sub(r"<[^>]+>", "1", path)


def reached() -> dict[str, object]:
    """By the name of each of allauth's routes: the view that its address reaches."""
    names = {}
    for name, found in get_resolver().reverse_dict.lists():
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "socialacc", "openid")):
            names[name] = "/" + found[-1][0][0][0]
    return {
        name: resolve(re.sub(r"%\(\w+\)s", "1", path)).func for name, path in sorted(names.items())
    }


def test_each_is_one_of_three() -> None:
    found = reached()
    assert len(found) >= 30
    modules = {name: view.__module__.partition(".")[0] for name, view in found.items()}
    assert {name for name, view in found.items() if view is closed} == CLOSED
    assert {name for name, module in modules.items() if module == "allauth"} == set(ALLAUTHS_OWN)
    ours = {name for name, module in modules.items() if module == "people"}
    assert ours - CLOSED == set(OURS)


def test_what_changes_a_second_step_is_an_act() -> None:
    doors = {door.place: each.name for each in acts.every() for door in each.doors}
    for route, act in OURS.items():
        if act:
            assert doors[route] == act


def test_no_nameless_address_leads_around_them() -> None:
    """Such as the old addresses that allauth keeps."""
    own = set()
    for route, view in routes(get_resolver()):
        if view.__module__.startswith("allauth") or "RedirectView" in getattr(view, "__name__", ""):
            met = resolve(example(route))
            if met.func is not closed and not met.func.__module__.startswith("people"):
                own.add(met.url_name)
    assert own <= set(ALLAUTHS_OWN)


def test_closed_is_not_there() -> None:
    with pytest.raises(Http404):
        closed(RequestFactory().get("/"))

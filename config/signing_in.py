"""What OIDC_* means: who vouches for people, and for what.

A sentence about one of these never repeats its value: it may hold a password.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from config.reading import Reading

ROLES = ("officer", "head", "executive", "on_call", "auditor", "steward")


@dataclass(frozen=True)
class SingleSignOn:
    issuer: str = ""
    acr: frozenset[str] = frozenset()
    amr: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    groups_claim: str = "groups"

    @property
    def form_actions(self) -> list[str]:
        """Where the button of our page ends up, which the browser must allow."""
        parts = urlsplit(self.issuer)
        return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def single_sign_on(reading: Reading) -> SingleSignOn:
    return SingleSignOn(
        issuer=reading.text("OIDC_ISSUER", ""),
        acr=frozenset(reading.listing("OIDC_ACR")),
        amr=frozenset(reading.listing("OIDC_AMR")),
        roles=_roles(reading),
        groups_claim=reading.text("OIDC_GROUPS_CLAIM", "groups"),
    )


def _roles(reading: Reading) -> dict[str, str]:
    """A group may hold an equals sign, as names of directories do; a role never does."""
    found = {}
    for pair in reading.listing("OIDC_ROLES"):
        group, _, role = pair.rpartition("=")
        if not group.strip() or role.strip() not in ROLES:
            reading.wrong(f"OIDC_ROLES must be GROUP=ROLE, and a role is {', '.join(ROLES)}.")
            return {}
        found[group.strip()] = role.strip()
    return found


def oidc_providers(reading: Reading) -> dict[str, Any]:
    """Single sign-on, where OIDC_ISSUER names somebody who vouches for people."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if not any(reading.has(name) for name in names):
        return {}
    issuer, client, secret = (reading.text(name, why="single sign-on needs it") for name in names)
    if issuer and not issuer.startswith("https://"):
        reading.wrong("OIDC_ISSUER must begin with https://.")
    acr = reading.listing("OIDC_ACR")
    app = {
        "provider_id": "oidc",
        "name": reading.text("OIDC_NAME", "Single sign-on"),
        "client_id": client,
        "secret": secret,
        "settings": {
            "server_url": issuer,
            "oauth_pkce_enabled": True,
            "auth_params": {"acr_values": " ".join(acr)} if acr else {},
        },
    }
    return {"openid_connect": {"APPS": [app]}}

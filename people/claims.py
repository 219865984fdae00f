"""What a provider says of somebody in a signed token; what is absent or unsigned is refused."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from django.conf import settings
from django.utils.crypto import constant_time_compare

from people.roles import Role

# Of a key pair alone: a token that our own secret signs could be made by whoever knows it.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}
)
MUST = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 10  # seconds between two clocks
LONGEST_SUBJECT = 255


class NotProvedError(Exception):
    """What the provider said is not enough; the sentence says what is missing, and no claim."""


@dataclass(frozen=True)
class Claims:
    issuer: str
    subject: str
    email: str
    """Only where the provider says that it was verified."""
    member_of: frozenset[str]
    signed_in_at: int | None
    vouches: bool
    """That a second step was shown."""


def read(token: str, keys: Mapping[str, Any], *, client: str, nonce: str) -> Claims:
    """Of the configured issuer, for us, in answer to our question, lately, signed by its key."""
    try:
        said = jwt.decode(
            token,
            _key(token, keys),
            algorithms=list(ALGORITHMS),
            audience=client,
            issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY,
            options={"require": MUST},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise NotProvedError("The token is not signed, not for us or not valid now.") from error
    several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if (several or "azp" in said) and said.get("azp") != client:
        raise NotProvedError("The token was made for another program.")
    if not constant_time_compare(str(said.get("nonce", "")), nonce):
        raise NotProvedError("The token answers another question.")
    subject = said["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotProvedError("The token names nobody.")
    if settings.OIDC_ACR and said.get("acr") not in settings.OIDC_ACR:
        raise NotProvedError("The sign-in was not as strong as it must be.")
    return Claims(
        issuer=settings.OIDC_ISSUER,
        subject=subject,
        email=str(said.get("email", "")) if said.get("email_verified") is True else "",
        member_of=frozenset(_texts(said.get(settings.OIDC_GROUPS_CLAIM))),
        signed_in_at=_seconds(said.get("auth_time")),
        vouches=bool(settings.OIDC_ACR) or bool(settings.OIDC_AMR & _texts(said.get("amr"))),
    )


def fresh(claims: Claims, *, asked_at: float, now: datetime.datetime) -> None:
    """Its person was there after we asked. A clock that runs ahead proves nothing either."""
    at = claims.signed_in_at
    if at is None:
        raise NotProvedError("The provider does not say when you were last there.")
    if not int(asked_at) <= at <= now.timestamp() + LEEWAY:
        raise NotProvedError("The provider did not ask you again.")


def roles(claims: Claims) -> frozenset[Role]:
    """By the mapping of the settings; a group that it does not name gives nothing."""
    return frozenset(
        Role(role) for group, role in settings.OIDC_ROLES.items() if group in claims.member_of
    )


def _key(token: str, keys: Mapping[str, Any]) -> Any:
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in ALGORITHMS:
        raise ValueError("alg")
    for each in keys["keys"]:
        if each.get("kid") == header.get("kid") and each.get("use", "sig") == "sig":
            algorithm = jwt.algorithms.get_default_algorithms()[header["alg"]]
            return algorithm.from_jwk(json.dumps(each))
    raise KeyError("kid")


def _texts(said: Any) -> set[str]:
    return {each for each in said if isinstance(each, str)} if isinstance(said, list) else set()


def _seconds(said: Any) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) else None

"""Which token a request carries. There is no other way to sign in to the API."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api import rates, recent
from people import tokens
from people.models import Token

SCHEMES = ("Api-Key",)
LONGEST_TOKEN = 200


class TokenAuthentication(BaseAuthentication):
    """`request.auth` is the token, `request.user` the person it was issued for."""

    schemes: tuple[str, ...] = SCHEMES

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        header = request.META.get("HTTP_AUTHORIZATION", "").strip()
        if not header:
            return None
        scheme, _, text = header.partition(" ")
        text = text.strip()
        if scheme.lower() not in {each.lower() for each in self.schemes}:
            raise AuthenticationFailed(
                f"Send the token as “Authorization: {self.schemes[0]} <token>”."
            )
        token = _find(text)
        if token is None:
            rates.charge(rates.address_key(request), rates.without_token())
            raise AuthenticationFailed("This token is not valid: it is unknown, revoked or over.")
        if token.person_id is None:
            return AnonymousUser(), token
        return SimpleLazyObject(lambda: token.person), token  # who only reads is never looked up

    def authenticate_header(self, request: Request) -> str:
        return self.schemes[0]


def _find(text: str) -> Token | None:
    # PostgreSQL refuses to look for a text with a NUL in it.
    if not (text.isascii() and text.isprintable() and len(text) <= LONGEST_TOKEN):
        return None
    token = recent.recall(text)
    if token is None and (token := tokens.find(text)):
        recent.keep(text, token)
    return token

"""Issuing tokens, and finding the one that a request carries."""

import datetime
from typing import cast

from django.utils import timezone

from people.models import Scope, Token, User

LONGEST_NAME = 100
LONGEST_DAYS = 3650


class TokenRequestError(ValueError):
    """The token cannot be issued as asked; the message says why."""


def issue(
    name: str, *, scopes: list[str], days: int | None, person: User | None
) -> tuple[Token, str]:
    """Make a token; its text is returned once and never stored. Names may repeat."""
    unknown = sorted(set(scopes) - set(Scope.values))
    if not scopes or unknown:
        known = ", ".join(Scope.values)
        raise TokenRequestError(f"Scopes are {known}; not {', '.join(unknown) or 'none'}.")
    if Scope.for_a_person() & set(scopes) and person is None:
        raise TokenRequestError("A token that writes is issued for a person: name one with --for.")
    if not name.strip() or len(name) > LONGEST_NAME:
        raise TokenRequestError("A token has a name of at most 100 characters.")
    if days is not None and not 0 < days <= LONGEST_DAYS:
        raise TokenRequestError("A token is valid for 1 to 3,650 days.")
    ends = timezone.now() + datetime.timedelta(days=days) if days else None
    token = Token(name=name, scopes=sorted(set(scopes)), person=person, expiry_date=ends)
    text = Token.objects.assign_key(token)
    token.save()
    return token, text


# Every request that carries a token asks this; written out, it takes a third of the time.
BY_PREFIX = f"""
    SELECT token.*, person.is_active AS person_is_active
    FROM {Token._meta.db_table} token
    LEFT JOIN {User._meta.db_table} person ON person.id = token.person_id
    WHERE token.prefix = %s AND NOT token.revoked
"""  # noqa: S608  tables of ours


def find(text: str) -> Token | None:
    """The valid token that this text is; None for anything else, or where its person is gone."""
    prefix, dot, _ = text.partition(".")
    if not dot:
        return None
    found = next(iter(Token.objects.raw(BY_PREFIX, [prefix])), None)
    token = cast("Token | None", found)
    if token is None or not token.is_valid(text) or token.has_expired:
        return None
    if token.person_id is not None and not vars(token)["person_is_active"]:
        return None
    return token

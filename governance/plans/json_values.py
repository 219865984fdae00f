"""What programs send as answers, as forms take it. Each raises ValueError with a sentence."""

from __future__ import annotations

from typing import Any

from people.models import User


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("Give a text.")
    return value


def number(value: Any) -> str:
    return str(value) if type(value) in (int, float) else text(value)


def yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Give true or false.")
    return value


def choices(value: Any) -> list[str]:
    return _texts(value, "Give a list of choices.")


def person(value: Any) -> str:
    """People are named by id or by the address that they sign in with."""
    return _ident(text(value))


def people(value: Any) -> list[str]:
    return [_ident(each) for each in _texts(value, "Give a list of ids or e-mail addresses.")]


def named(user: User) -> dict[str, str]:
    """A person as they are told of."""
    return {"name": user.name, "email": user.email}


def _texts(value: Any, otherwise: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(otherwise)
    return value


def _ident(value: str) -> str:
    if "@" not in value or "\x00" in value:
        return value
    found = User.objects.filter(email__iexact=value, is_active=True).values_list("pk", flat=True)
    return str(found.first() or value)

"""What programs send as answers, as forms take it. Each raises ValueError with a sentence."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Lower

from ledger import texts
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
    given = _texts(value, "Give a list of ids or e-mail addresses.")
    known = _idents(given)
    return [known.get(each.lower(), each) for each in given]


def named(user: User) -> dict[str, str]:
    """A person as they are told of."""
    return {"name": user.name, "email": user.email}


def _texts(value: Any, otherwise: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(otherwise)
    return value


def _ident(value: str) -> str:
    return _idents([value]).get(value.lower(), value)


def _idents(values: list[str]) -> dict[str, str]:
    """The ids of people by their addresses in small letters: one question for all."""
    wanted = [each.lower() for each in values if "@" in each and not texts.problem(each)]
    if not wanted:
        return {}
    here = User.objects.filter(is_active=True).annotate(address=Lower("email"))
    found = here.filter(address__in=wanted).values_list("address", "pk")
    return {address: str(pk) for address, pk in found}

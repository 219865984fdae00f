"""A serializer that serves: its fields are read once a class, so that writing a row stays cheap.

A field shows the attribute, or the item of a dict, that its source names. A method `get_<field>`
says instead where its value comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from rest_framework.serializers import Serializer

Part = tuple[str, Callable[[Any, Any], Any], Callable[[Any], Any]]


class Document(Serializer[Any]):
    # No docstring: the schema would say it of every document that has none of its own.

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {
            name: None if (value := get(self, instance)) is None else shown(value)
            for name, get, shown in _parts(type(self))
        }


@cache
def _parts(kind: type[Document]) -> list[Part]:
    """Name of each field, how its value is got, and how it is written."""
    fields = kind().fields.items()
    return [
        (name, getattr(kind, f"get_{name}", None) or _by(field.source), field.to_representation)
        for name, field in fields
        if not field.write_only
    ]


def _by(source: str | None) -> Callable[[Any, Any], Any]:
    if source is None or source == "*" or "." in source:
        raise TypeError("A field names one attribute, or has a method that gets its value.")

    def get(_: Any, thing: Any) -> Any:
        return thing[source] if isinstance(thing, dict) else getattr(thing, source)

    return get

"""A serializer that serves: its fields are read once a class, so that writing a row stays cheap.

A field shows the attribute, or the item of a dict, that its source names. A method `get_<field>`
says instead where its value comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from rest_framework.serializers import Serializer

Part = tuple[str, Callable[[Any, Any], Any] | None, Callable[[Any], Any], Callable[[Any], Any]]


class Document(Serializer[Any]):
    # No docstring: the schema would say it of every document that has none of its own.

    def to_representation(self, instance: Any) -> dict[str, Any]:
        found = {}
        for name, method, by_source, shown in _parts(type(self), isinstance(instance, dict)):
            value = method(self, instance) if method else by_source(instance)
            found[name] = None if value is None else shown(value)
        return found


@cache
def _parts(kind: type[Document], of_dict: bool) -> list[Part]:
    """Of each field its name, how its value is got, and how it is written."""
    by = itemgetter if of_dict else attrgetter
    return [
        (name, getattr(kind, f"get_{name}", None), by(str(field.source)), field.to_representation)
        for name, field in kind().fields.items()
        if not field.write_only
    ]

"""What the register's page and the public list have in common: filters, and pages by cursor."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson
from django import forms
from django.db.models import Exists, Model, OuterRef
from django.http import Http404, HttpRequest
from rest_framework.serializers import DateField

from governance.fields import LineField
from governance.models import Listing, Published
from governance.published import lists
from governance.published.cursors import Cursor, CursorError
from governance.published.documents import PublicChannel
from governance.published.lists import Filters, Source

PAGE = 50
BAD_REQUEST = 400
DAYS = [name for name, each in PublicChannel().fields.items() if isinstance(each, DateField)]
Named = list[tuple[Any, str, str]]


class Narrow(forms.Form):
    """Words to find, and choices among what there is: id, slug and name of each."""

    mark_optional = False

    q = LineField(label="Name, handle or team", required=False)
    platform = forms.ChoiceField(label="Platform", required=False)

    def __init__(self, data: Any, **offered: Named) -> None:
        super().__init__(data)
        for name, found in offered.items():
            choices = [("", f"Any {name}"), *((slug, label) for _, slug, label in found)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def query(self) -> str:
        """The filters as they were sent, for an address of the same."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})

    @property
    def given(self) -> Filters:
        return Filters(**{name: value or None for name, value in self.cleaned_data.items()})


@dataclass(frozen=True)
class Page:
    """The channels of one page as documents, and the addresses of the pages beside it."""

    channels: list[dict[str, Any]] = field(default_factory=list)
    newer: str = ""
    older: str = ""


def in_use(model: type[Model], rows: type[Listing | Published]) -> Named:
    """Id, slug and name of the platforms or teams that the rows name."""
    named = rows._default_manager.filter(**{model._meta.model_name or "": OuterRef("pk")})
    found = model._default_manager.filter(Exists(named.order_by())).order_by("name")
    return list(found.values_list("pk", "slug", "name"))


def read(source: Source, narrow: Narrow, request: HttpRequest, size: int = PAGE) -> Page:
    """One page in one query; nothing where a filter is wrong."""
    if not narrow.is_valid():
        return Page()
    found = lists.page(source, narrow.given, size=size, cursor=_cursor(request))
    return Page(
        [document(each) for each in found.documents or []],
        newer=_address(request, found.previous),
        older=_address(request, found.next),
    )


def document(raw: str | bytes) -> dict[str, Any]:
    """A ready-made document with its days as days."""
    found: dict[str, Any] = orjson.loads(raw)
    for name in DAYS:
        said = found.get(name)
        found[name] = datetime.date.fromisoformat(said) if said else None
    return found


def _cursor(request: HttpRequest) -> Cursor | None:
    given = request.GET.get("cursor")
    if given is None:
        return None
    try:
        return Cursor.read(given)
    except CursorError as error:
        said = "This link does not say which part of the list it means."
        raise Http404(said) from error


def _address(request: HttpRequest, cursor: Cursor | None) -> str:
    if cursor is None:
        return ""
    query = request.GET.copy()
    query["cursor"] = str(cursor)
    return f"?{query.urlencode()}"

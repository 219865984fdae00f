"""Whom the directory may ask for, found in the database where the filter can be."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404
from scim2_models import InvalidFilterException, ScimFilter, SearchRequest
from scim2_models.path import CompareOperator, Comparison

from api.scim.documents import MOST_RESULTS, Person, document
from api.scim.views import NONE_HERE
from ledger import texts
from people.models import User

LAST = 2**31  # nobody has so many people, and every database counts so far
BY = {"username": "email__iexact", "externalid": "in_directory__external_id"}


def known() -> QuerySet[User]:
    """Everybody but those whom the directory has deleted."""
    found = User.objects.select_related("in_directory").order_by("date_joined", "id")
    return found.exclude(in_directory__deleted_at__isnull=False)


def one(ident: str) -> User:
    try:
        person = known().filter(pk=uuid.UUID(ident)).first()
    except ValueError:
        person = None
    if person is None:
        raise Http404(NONE_HERE)
    return person


def search(asked: SearchRequest[Person], base: str) -> tuple[list[Person], int, int]:
    """A page of documents, how many there are in all, and where the page starts."""
    start = min(asked.start_index or 1, LAST)
    size = MOST_RESULTS if asked.count is None else min(asked.count, MOST_RESULTS)
    wanted = slice(start - 1, start - 1 + size)
    people = known()
    if asked.filter is None:
        return [document(each, base) for each in people[wanted]], people.count(), start
    matching = list(_matching(people, asked.filter, base))
    return matching[wanted], len(matching), start


def _matching(people: QuerySet[User], by: ScimFilter[Person], base: str) -> Iterable[Person]:
    """What a directory asks each time, one value of one name, is found by its index."""
    if narrowed := _equal(by):
        people = people.filter(**narrowed)
    for each in people.iterator():
        found = document(each, base)
        if by.match(found):
            yield found


def _equal(by: ScimFilter[Person]) -> dict[str, str]:
    """The column and its value where the filter is “this name eq that text” alone."""
    found = by.ast
    if not isinstance(found, Comparison) or found.op != CompareOperator.eq:
        return {}
    column = BY.get(found.attr_path.attr.lower())
    if column is None or not isinstance(found.value, str):
        return {}
    if why := texts.problem(found.value):  # a filter has escapes of its own
        raise InvalidFilterException(detail=why)
    return {column: found.value}

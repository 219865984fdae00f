"""Channels: the list, and one of them."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import orjson
from django.http import Http404, HttpResponse
from rest_framework.request import Request

from api import descriptions
from api.parameters import Parameters
from api.permissions import PUBLIC, demand, has
from api.views import View, answer, cached, link, tags, unchanged
from governance.models import Channel, Listing, Published
from governance.published import lists
from governance.published.lists import Filters, Source
from ledger.refusals import InvalidError
from people.models import Scope

FILTERS = ("platform", "team", "q", "updated_since", "state")
NONE_HERE = "There is no such channel."
TAG = re.compile(r'"([pr])(\d{1,18})"', re.ASCII)


class ChannelList(View):
    needs = {"GET": (PUBLIC,)}
    parameters = (*FILTERS, "page_size", "cursor")

    @descriptions.channel_list
    def get(self, request: Request) -> HttpResponse:
        asked = self.asked(request)
        size = asked.number("page_size", 50, 1, 200)
        cursor = asked.cursor()
        source, filters = what_is_asked(request, asked)
        known = known_version(request, source)
        try:
            page = lists.page(source, filters, size=size, cursor=cursor, known=known)
        except lists.UnknownSlugError as error:
            raise InvalidError({error.parameter: [str(error)]}) from error
        tag = version_tag(source, page.version)
        if page.documents is None:
            return unchanged(request, tag)
        links = [orjson.dumps(link(request, each)) for each in (page.next, page.previous)]
        body = b'{"next":%b,"previous":%b,"results":[%b]}' % (
            *links,
            ",".join(page.documents).encode(),
        )
        return cached(request, answer(body), tag)


class OneChannel(View):
    needs = {"GET": (PUBLIC,)}

    @descriptions.one_channel
    def get(self, request: Request, ident: uuid.UUID) -> HttpResponse:
        self.nothing_asked(request)
        model = Listing if has(request, Scope.REGISTER_READ) else Published
        found = model.objects.filter(pk=ident).values_list("document", flat=True).first()
        if found is None:
            raise Http404(NONE_HERE)
        return answer(bytes(found))


def what_is_asked(request: Request, asked: Parameters) -> tuple[Source, Filters]:
    """The list that the token may read, and the filters; live channels unless a state is said."""
    filters = Filters(
        platform=asked.text("platform"),
        team=asked.text("team"),
        q=asked.text("q"),
        updated_since=asked.instant("updated_since"),
        state=asked.choice("state", Channel.State.values),
    )
    asked.done()
    if filters.state:
        demand(request, Scope.REGISTER_READ, what="The parameter state")
    if not has(request, Scope.REGISTER_READ):
        return "published", filters
    return "register", replace(filters, state=filters.state or Channel.State.LIVE)


def version_tag(source: Source, version: int) -> str:
    return f'"{source[0]}{version}"'


def known_version(request: Request, source: Source) -> int | None:
    """The newest version of this list that the client has."""
    versions = [
        int(found[2])
        for tag in tags(request)
        if (found := TAG.fullmatch(tag)) and found[1] == source[0]
    ]
    return max(versions, default=None)

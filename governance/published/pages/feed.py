"""The newest changes of the official channels as an Atom feed."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import condition

from governance.models import ListVersion
from governance.published import lists
from governance.published.pages.lists import document
from governance.published.pages.public import directory

NEWEST = 50


def _version(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    version = ListVersion.objects.values_list("published", flat=True).filter(pk=1).first()
    return f'"feed-{version}"'


@directory
@condition(etag_func=_version)
def feed(request: HttpRequest) -> HttpResponse:
    base = settings.KEYHOLDER_BASE_URL
    made = Atom1Feed(
        title=f"Official channels of {settings.KEYHOLDER_ORGANISATION}",
        link=base + reverse("official"),
        description="Channels that became official or were changed, newest first.",
        feed_url=base + reverse("official-feed"),
        language="en-GB",
    )
    found = lists.page("published", lists.Filters(), size=NEWEST).documents or []
    for each in map(document, found):
        made.add_item(
            title=f"{each['name']} on {each['platform']['name']}",
            link=each["url"],
            description=_summary(each),
            unique_id=f"urn:uuid:{each['id']}",
            updateddate=datetime.datetime.fromisoformat(each["updated_at"]),
            author_name=each["team"]["name"],
        )
    return HttpResponse(
        made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _summary(channel: dict[str, Any]) -> str:
    """The feed calls it HTML, so readers would take what people wrote for markup."""
    monitored = f" Monitored: {channel['monitored']}." if channel["monitored"] else ""
    return escape(f"{channel['purpose']}{monitored}".strip())

"""The ledger for auditors: found by act, person, subject and day; read entry by entry; checked."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.fields import DayField, LineField
from governance.models import Channel, Listing, Plan
from governance.web.doors import PersonRequest, auditors
from ledger import verification
from ledger.history import Told, facts_of, label_of, tell
from ledger.models import Entry, Head
from people.models import User

PAGE = 50
BAD_REQUEST = 400
MOST_FOUND = 100
MOST_CHECKED = 50_000  # some seconds; a request must not take longer
# Before and after these, adding a day or a time zone may leave the calendar.
FIRST, LAST = datetime.date(1970, 1, 1), datetime.date(9000, 1, 1)
LARGEST_SEQ = 2**63 - 1
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
ACT = re.compile(r"[a-z_.]+", re.ASCII)


class Search(forms.Form):
    """`subject` takes an address of ours, an id, a plan's reference or a channel's name."""

    mark_optional = False

    act = LineField(
        label="Act", max_length=80, required=False, help_text="Or how it begins: channel.suspend"
    )
    person = LineField(
        label="By whom", required=False, help_text="Name, e-mail address, or: the clock"
    )
    subject = LineField(
        label="About what",
        max_length=500,
        required=False,
        help_text="Name, reference, id or the address of a page",
    )
    since = DayField(label="From", required=False, help_text="For example 4 January 2027")
    until = DayField(label="Until", required=False, help_text="That day included")

    def clean_act(self) -> str:
        act: str = self.cleaned_data["act"].lower()
        if act and not ACT.fullmatch(act):
            raise forms.ValidationError("An act is written like channel.suspend.")
        return act

    def clean_since(self) -> datetime.date | None:
        since: datetime.date | None = self.cleaned_data["since"]
        return max(since, FIRST) if since else None

    def clean_until(self) -> datetime.date | None:
        until: datetime.date | None = self.cleaned_data["until"]
        return min(max(until, FIRST), LAST) if until else None

    def narrow(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        given = self.cleaned_data
        if given["act"]:
            entries = entries.filter(act__startswith=given["act"])
        if given["person"]:
            entries = _by(given["person"], entries)
        if given["subject"]:
            entries = entries.filter(subject_id__in=_subjects(given["subject"]))
        if given["since"]:
            entries = entries.filter(at__gte=_midnight(given["since"]))
        if given["until"]:
            after = given["until"] + datetime.timedelta(days=1)
            entries = entries.filter(at__lt=_midnight(after))
        return entries


@auditors
def index(request: PersonRequest) -> HttpResponse:
    search = Search(request.GET)
    entries: list[Told] = []
    status = 200
    if search.is_valid():
        before = _seq(request.GET.get("before", str(LARGEST_SEQ)))
        found = search.narrow(Entry.objects.filter(seq__lt=before))
        entries = tell(found.order_by("-seq")[: PAGE + 1])
    else:
        status = BAD_REQUEST
    context = {
        "form": search,
        "filtered": any(request.GET.get(name) for name in search.fields),
        "entries": entries[:PAGE],
        "older": _older(request, entries[PAGE - 1]) if len(entries) > PAGE else "",
        "newest": request.GET.get("before"),
        "head": Head.objects.get(pk=1).seq,
    }
    return render(request, "desk/ledger.jinja", context, status=status)


@auditors
def entry(request: PersonRequest, seq: int) -> HttpResponse:
    if seq > LARGEST_SEQ:
        raise Http404
    found = get_object_or_404(Entry, seq=seq)
    words = {each.name: each.text for each in found.words.order_by("name")}
    body = bytes(found.body)
    context = {
        "entry": found,
        "label": label_of(found.act),
        "words": words,
        "facts": {name: _said(value) for name, value in facts_of(body).items()},
        "body": body.decode(),
        "hash": bytes(found.hash).hex(),
        "prev": bytes(found.prev).hex(),
        "mac": bytes(found.mac).hex(),
        "page": _page_of(found),
        "last": Head.objects.get(pk=1).seq == seq,
    }
    return render(request, "desk/entry.jinja", context)


@require_POST
@auditors
def check(request: PersonRequest) -> HttpResponse:
    """Read the whole chain, as the command does, where that is quick enough for a page."""
    entries = Head.objects.get(pk=1).seq
    verdict = verification.verify() if entries <= MOST_CHECKED else None
    context = {"verdict": verdict, "entries": entries, "most": MOST_CHECKED, "at": timezone.now()}
    return render(request, "desk/verdict.jinja", context)


def _by(person: str, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    if person.strip().lower() in {"clock", "the clock"}:
        return entries.filter(actor_id=None)
    users = User.objects.filter(name__icontains=person) | User.objects.filter(email__iexact=person)
    return entries.filter(actor_id__in=list(users.values_list("pk", flat=True)[:MOST_FOUND]))


def _subjects(text: str) -> list[uuid.UUID]:
    if found := UUID.search(text):
        return [uuid.UUID(found[0])]
    plans = Plan.objects.filter(reference__iexact=text.strip())
    channels = Listing.objects.filter(search__contains=text.strip().lower().removeprefix("@"))
    people = User.objects.filter(name__icontains=text) | User.objects.filter(email__iexact=text)
    return [
        each
        for rows in (plans, channels, people)
        for each in rows.order_by().values_list("pk", flat=True)[:MOST_FOUND]
    ]


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _midnight(day: datetime.date) -> datetime.datetime:
    """The organisation's midnight with which the day begins."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _seq(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:20]) > LARGEST_SEQ:
        raise Http404("This link does not say which part of the ledger it means.")
    return int(text)


def _older(request: PersonRequest, last: Told) -> str:
    query = request.GET.copy()
    query["before"] = str(last.seq)
    return f"?{query.urlencode()}"


def _page_of(entry: Entry) -> str:
    """Where the thing is that the entry is about, if it has a page."""
    places: dict[str, Any] = {"channel": Channel, "plan": Plan}
    model = places.get(entry.subject_kind)
    if model and model.objects.filter(pk=entry.subject_id).exists():
        return f"/{entry.subject_kind}s/{entry.subject_id}"
    return ""

"""What everybody may see: the official channels, and whether an account is one of them."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from governance.channels.states import Verdict
from governance.fields import LineField
from governance.models import Platform, Published, Rules
from governance.published import verdicts as official
from governance.published.pages.lists import BAD_REQUEST, Narrow, document, in_use, read
from governance.published.verdicts import Answer
from governance.web.doors import View, public
from people.models import Team

PRINTED = 2_000  # more than that nobody prints
TITLES = {Verdict.OFFICIAL: "Yes, this is an official channel"}


def directory(view: View) -> View:
    """Anybody; only people who are signed in where the organisation keeps its list to itself."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.KEYHOLDER_PUBLIC_DIRECTORY and not request.user.is_authenticated:
            raise Http404
        return view(request, *args, **kwargs)

    return public(shown)


class Filters(Narrow):
    team = forms.ChoiceField(label="Team", required=False)


@directory
def listed(request: HttpRequest) -> HttpResponse:
    offered = {"platform": in_use(Platform, Published), "team": in_use(Team, Published)}
    filters = Filters(request.GET, **offered)
    page = read("published", filters, request)
    context = {
        "form": filters,
        "filtered": filters.used,
        "page": page,
        "here": reverse("official"),
        "rules": Rules.current(),
    }
    status = 200 if filters.is_valid() else BAD_REQUEST
    return render(request, "published/list.jinja", context, status=status)


@directory
def printed(request: HttpRequest) -> HttpResponse:
    """Everything on one page, by platform and name, for paper."""
    raw = Published.objects.order_by().values_list("document", flat=True)[:PRINTED]
    channels = [document(bytes(each)) for each in raw]
    channels.sort(key=lambda each: (each["platform"]["name"].lower(), each["name"].lower()))
    context = {"channels": channels, "most": PRINTED, "rules": Rules.current()}
    return render(request, "published/print.jinja", context)


class Question(forms.Form):
    """An address; or a handle, and then its platform."""

    mark_optional = False

    q = LineField(
        label="Address or handle",
        max_length=500,
        help_text="For example instagram.com/example, or @example and its platform.",
        error_messages={"required": "Enter the address or the handle of the account."},
    )
    platform = forms.ChoiceField(label="Platform, if you enter a handle", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = Platform.objects.order_by("name").values_list("slug", "name")
        self.fields["platform"].choices = [("", "Not needed for an address"), *known]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        handle = given.get("q", "")
        if handle and not given.get("platform") and not _is_address(handle):
            self.add_error("platform", "Choose the platform, or enter the whole address.")
        return given

    def answer(self) -> Answer:
        text, platform = self.cleaned_data["q"], self.cleaned_data["platform"]
        if _is_address(text) or not platform:
            return official.check_url(text)
        return official.check_handle(platform, text)


def _is_address(text: str) -> bool:
    federated = text.startswith("@") and text.count("@") > 1
    return "/" in text or federated


@directory
def check(request: HttpRequest) -> HttpResponse:
    """Never says "fake": what is not on the list is not on the list."""
    question = Question(request.GET if "q" in request.GET else None)
    context: dict[str, Any] = {"form": question, "rules": Rules.current()}
    status = 200
    if question.is_bound and not question.is_valid():
        status = BAD_REQUEST
    elif question.is_bound:
        answer = question.answer()
        context |= {
            "answer": answer,
            "title": TITLES.get(answer.verdict, "This is not on our list"),
            "yes": answer.verdict == Verdict.OFFICIAL,
            "channel": document(answer.document) if answer.document else None,
            "asked": question.cleaned_data["q"],
        }
    return render(request, "published/check.jinja", context, status=status)

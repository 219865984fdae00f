"""The page of an act that changes no state: its form, what refused it, and where it leads."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from governance.web.doors import PersonRequest
from governance.web.steps import BAD_REQUEST, CONFLICT, add_errors, given
from ledger.refusals import InvalidError, RefusedError


def act_page(
    request: PersonRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    *,
    title: str,
    about: Any,
    back: str,
    submit: str = "",
    advice: str = "",
    variant: str = "",
    template: str = "steps/act.jinja",
    **context: Any,
) -> HttpResponse:
    """GET shows the form, POST acts. `do` is given the inputs and says where to go afterwards."""
    refusals: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            after = do(given(form))
        except InvalidError as error:
            add_errors(form, error)
            status = BAD_REQUEST
        except RefusedError as refusal:
            refusals, status = refusal.sentences, CONFLICT
        else:
            messages.success(request, f"{title}: done.")
            return redirect(after)
    shown = {
        "title": title,
        "about": about,
        "form": form,
        "back": back,
        "submit": submit or title,
        "advice": advice,
        "variant": variant,
        "refusals": refusals,
        **context,
    }
    return render(request, template, shown, status=status)

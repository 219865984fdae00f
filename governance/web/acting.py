"""The page of an act: its form, a second look where it is dangerous, what refused it, and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from governance.web.days import today
from governance.web.doors import PersonRequest
from governance.web.refusing import Shown, shown
from ledger import texts
from ledger.acts import Declared
from ledger.limits import LONGEST_FIELD
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from ledger.steps import Stateful, table

CONFLICT = 409
FORBIDDEN = 403
BAD_REQUEST = 400
NONE: Mapping[Declared[Any], str] = {}
Do = Callable[[dict[str, Any]], object]


@dataclass(frozen=True)
class Tried:
    """What came of an attempt: what was `found` where it is done, or else why it is not."""

    done: bool = False
    found: Any = None
    refusals: Sequence[Shown] = ()
    status: int = 200


def attempt(
    do: Callable[[], object], form: forms.Form, thing: Any, request: PersonRequest
) -> Tried:
    """Do it; what was invalid stands on the form then, and `thing` is what the page is about.

    Whoever may not do it any more, because somebody else has it by now, keeps what they typed.
    """
    try:
        return Tried(done=True, found=do())
    except InvalidError as error:
        add_errors(form, error)
        return Tried(status=BAD_REQUEST)
    except RefusedError as refusal:
        return Tried(refusals=shown(refusal.refusals, thing, request), status=CONFLICT)
    except ForbiddenError as refusal:
        return Tried(refusals=shown(refusal.refusals, thing, request), status=FORBIDDEN)


def press(do: Callable[[], object], said: str, request: PersonRequest) -> None:
    """A button that asks for nothing: done, or why not, is said on the page that comes next."""
    try:
        do()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def step_page(
    request: PersonRequest,
    thing: Stateful,
    verb: str,
    *,
    back: str,
    done: str = "",
    advice: Mapping[Declared[Any], str] = NONE,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of a step that is known by its verb; some steps have advice."""
    step = table(type(thing)).get(verb)
    if step is None:
        raise Http404
    return act_page(
        request,
        step,
        thing,
        back=back,
        done=done,
        advice=advice.get(step, ""),
        initial=initial,
    )


def act_page(
    request: PersonRequest,
    act: Declared[Any],
    thing: Any,
    *,
    back: str,
    done: str = "",
    do: Do | None = None,
    form: forms.Form | None = None,
    initial: dict[str, Any] | None = None,
    advice: str = "",
    about: object = None,
    title: str = "",
    submit: str = "",
    said: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """GET shows the form, or why it is not possible; POST acts. `back`, `done` are addresses;
    without `done` it leads back.

    `do` performs the act with what the form was given, where that takes more than its inputs;
    `about` is what the page names where that is not the thing; `said` puts into words what came
    of it, where that is more than “done”.
    """
    posted = request.method == "POST"
    made = form or (act.form or forms.Form)(request.POST if posted else None, initial=initial)
    if posted:
        tried = attempt(lambda: _do(act, thing, do, request, given(made)), made, thing, request)
        if tried.done:
            words = said(tried.found) if said else f"{title or act.label}: done."
            messages.success(request, words)
            return redirect(done or back)
    else:
        refusals = act.refusals(thing, by=request.user, today=today())
        tried = Tried(refusals=shown(refusals, thing, request))
    context = {
        "title": title or act.label,
        "about": about or thing,
        "act": act,
        "form": made,
        "back": back,
        "submit": submit or title or act.label,
        "advice": advice,
        "refusals": tried.refusals,
    }
    return render(request, "web/act.jinja", context, status=tried.status)


def _do(
    act: Declared[Any], thing: Any, do: Do | None, request: PersonRequest, inputs: dict[str, Any]
) -> object:
    if do is None:
        return act.perform(thing, by=request.user, today=today(), inputs=inputs)
    return do(inputs)


def given(form: forms.Form) -> dict[str, Any]:
    """What the page's form was sent, by field, as an act takes it.

    Raises InvalidError for what is no text, too long or too much: nothing is done with that.
    """
    found = {name: sent(form, name) for name in form.fields}
    longest = {name: getattr(field, "max_length", None) for name, field in form.fields.items()}
    errors = {
        name: [said]
        for name, value in found.items()
        if (said := texts.problem(value, longest[name] or LONGEST_FIELD))
    }
    if errors:
        raise InvalidError(errors)
    return {name: value for name, value in found.items() if value is not None}


def sent(form: forms.Form, name: str) -> Any:
    """What was sent for a field, before it is cleaned."""
    widget = form.fields[name].widget
    return widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def add_errors(form: forms.Form, error: InvalidError) -> None:
    """Show on the form what the act found wrong, each sentence once."""
    form.is_valid()
    for name, sentences in error.errors.items():
        known = {str(each) for each in form.errors.get(name, [])}
        for sentence in sentences:
            if sentence not in known:
                form.add_error(name if name in form.fields else None, sentence)

"""Admin pages for stewards alone, whose changes enter the ledger in the same transaction."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from ledger.acts import Act, Declared, Door, asking, one_transaction, opens, performing
from ledger.history import became
from ledger.performing import lock
from ledger.refusals import RefusedError
from people.models import Membership, User
from people.roles import Role

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
    Inline = admin.StackedInline[Any, Any]
    MembershipBase = forms.ModelForm[Membership]
else:
    Base, Inline, MembershipBase = admin.ModelAdmin, admin.StackedInline, forms.ModelForm

THERE_ALREADY = "Nothing was saved: what you entered is there already, or was entered twice."


class StewardsOnly:
    """The role decides, not Django's permissions; nothing is deleted."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.holds(Role.STEWARD)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordedInline(StewardsOnly, Inline):
    extra = 0
    can_delete = False


class MembershipForm(MembershipBase):
    """It stays this person's in this team: who goes elsewhere ends it, and what came with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"user", "team"} & self.fields.keys():
            self.fields[name].disabled = not self.instance._state.adding


class Recorded(StewardsOnly, Base):
    """Each change is one of the acts that `recorded_as` names, by what the page does: `add` …"""

    recorded_as: ClassVar[Mapping[str, Declared[Any]]] = {}
    actions = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        opens(Door("admin", cls.__name__), *cls.recorded_as.values())

    save_on_top = False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The ledger's transaction is durable, so it must be the outer one."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        try:
            with one_transaction():
                self._lock_first(request, *args, **kwargs)
                return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return self._again(request, THERE_ALREADY)
        except RefusedError as refusal:
            return self._again(request, f"Nothing was saved. {refusal}")

    def _lock_first(self, request: HttpRequest, object_id: str | None = None, *_: Any) -> None:
        """What followers of the change lock comes before Django writes: locks have one order."""
        thing = self.get_object(request, object_id) if object_id else None
        change = self.recorded_as.get("change")
        if thing is not None and change is not None and self.has_change_permission(request, thing):
            asked = asking(by=request.user, today=timezone.localdate())
            lock([thing, *change.locked_with(thing, asked)])

    def _again(self, request: HttpRequest, why: str) -> HttpResponse:
        self.message_user(request, why, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool
    ) -> None:
        """Comes after the thing itself was saved, with everything that belongs to it."""
        formsets = list(formsets)
        super().save_related(request, form, formsets, change)
        changed = [each for each in formsets if each.has_changed()]
        if change and not form.has_changed() and not changed:
            return
        facts, words = what_changed(form)
        with self.recording(request, form.instance, "change" if change else "add") as act:
            for formset in changed:
                words |= _what_rows_changed(formset)
            act.facts |= facts | _what_ended(changed)
            act.words |= words
            for follower in self.recorded_as["change" if change else "add"].followers:
                follower.change(act.subject, act)

    def recording(
        self, request: HttpRequest, thing: Model, verb: str
    ) -> AbstractContextManager[Act]:
        """The act under way, around the change that Django makes."""
        return performing(
            self.recorded_as[verb],
            subject_of(thing),
            by=request.user,
            today=timezone.localdate(),
        )


def subject_of(thing: Model) -> Model:
    """The ledger names its subjects by UUID; what has none is named by its words alone."""
    if isinstance(thing.pk, uuid.UUID):
        return thing
    nameless = copy.copy(thing)
    nameless._state = copy.copy(thing._state)
    nameless.pk, nameless._state.adding = None, True
    return nameless


def what_changed(form: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """The names of the fields, and what stood there before and stands there now."""
    names = [name for name in form.changed_data if name in form.fields]
    words = {}
    for name in names:
        field = form.fields[name]
        before, now = _said(field, form.initial.get(name)), _said(field, form.cleaned_data[name])
        words[name] = became(before, now)
    return {"fields": names}, words


def _what_rows_changed(formset: Any) -> dict[str, str]:
    said = [f"added {each}" for each in formset.new_objects]
    for row, names in formset.changed_objects:
        said.append(f"changed {row}: {', '.join(names)}")
    return {str(formset.model._meta.verbose_name_plural).replace(" ", "_"): "; ".join(said)}


def _what_ended(formsets: Iterable[Any]) -> dict[str, Any]:
    """Memberships that got their last day, as ids of the team and the person."""
    ended = [
        {"team": str(row.team_id), "user": str(row.user_id)}
        for formset in formsets
        for row, names in formset.changed_objects
        if isinstance(row, Membership) and "ended_on" in names and row.ended_on is not None
    ]
    return {"memberships_ended": ended} if ended else {}


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField) and isinstance(value, uuid.UUID | int):
        value = field.queryset.filter(pk=value).first()  # type: ignore[union-attr]
    if isinstance(value, list | QuerySet):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(value)


class PlainJSON(forms.JSONField):
    """PostgreSQL cannot keep a NUL in JSON, and nothing of ours needs one."""

    def clean(self, value: Any) -> Any:
        if "\\u0000" in str(value):
            raise forms.ValidationError("Remove the invisible characters.")
        return super().clean(value)

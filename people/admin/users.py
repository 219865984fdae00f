"""People and the roles they hold. Passwords are theirs alone: they are neither shown nor set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from people.admin import acts
from people.admin.recorded import Recorded, RecordedInline
from people.models import Membership, User
from people.roles import Role

if TYPE_CHECKING:
    UserFormBase = forms.ModelForm[User]
    Several = forms.ModelMultipleChoiceField[Group]
else:
    UserFormBase, Several = forms.ModelForm, forms.ModelMultipleChoiceField


class Roles(Several):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(Role(obj.name).label)


class UserForm(UserFormBase):
    groups = Roles(Group.objects.filter(name__in=Role.values), label="Roles", required=False)

    class Meta:
        model = User
        fields = ["email", "name", "phone", "is_active", "ends_on", "groups"]
        labels = {
            "email": "E-mail address",
            "is_active": "May sign in",
            "ends_on": "Here until",
        }
        help_texts = {
            "is_active": "Without it their keys fall due and they lead no channel. For somebody "
            "who leaves for good use the page “Somebody leaves”.",
        }

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody has this e-mail address already.")
        return email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stays = given.get("is_active") and self.will_be_steward
        others = User.objects.holding(Role.STEWARD).exclude(pk=self.instance.pk)
        if self._is_steward and not stays and not others.exists():
            raise forms.ValidationError("This is the last steward. Name another one first.")
        self._check_day(given)
        return given

    def _check_day(self, given: dict[str, Any]) -> None:
        """Whoever is here can only leave on a day that comes."""
        day = given.get("ends_on")
        if given.get("is_active") and day and day < timezone.localdate():
            self.add_error("ends_on", "This day is past. Leave it empty, or give a later one.")

    @property
    def will_be_steward(self) -> bool:
        return any(group.name == Role.STEWARD for group in self.cleaned_data.get("groups", ()))

    @property
    def _is_steward(self) -> bool:
        return not self.instance._state.adding and self.instance.holds(Role.STEWARD)


class MembershipsOfPerson(RecordedInline):
    model = Membership
    fields = ["team", "is_lead", "ended_on"]
    autocomplete_fields = ["team"]


@admin.register(User)
class UserAdmin(Recorded):
    recorded_as = {"add": acts.add_user, "change": acts.change_user}
    form = UserForm
    fields = [*UserForm.Meta.fields, "left_on", "date_joined", "last_login"]
    readonly_fields = ["left_on", "date_joined", "last_login"]
    inlines = [MembershipsOfPerson]
    list_display = ["name", "email", "roles_held", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    search_fields = ["name", "email"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        found: QuerySet[User] = super().get_queryset(request)
        return found.prefetch_related("groups")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever is new sets a password by the link of "forgotten password"."""
        if not change:
            obj.set_unusable_password()
        obj.is_staff = form.will_be_steward
        if obj.is_active and "is_active" in form.changed_data:
            obj.left_on = None  # back again
        super().save_model(request, obj, form, change)

    @admin.display(description="Roles")
    def roles_held(self, user: User) -> str:
        return ", ".join(sorted(str(Role(name).label) for name in user.roles if name in Role))

"""People and the roles they hold. Passwords are theirs alone: they are neither shown nor set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ledger.acts import Door, opens
from ledger.refusals import RefusedError
from people import addresses, appointments, domains, inviting, links, second_steps, sessions
from people.admin import acts
from people.admin.recorded import MembershipForm, Recorded, RecordedInline
from people.models import Membership, User, with_roles
from people.roles import Role

ROLES = ["roles_held", "give", "take_away", "take_off", "unlink", "end_sessions"]
NOT_ALONE = (
    "All but the auditor's wait until somebody else agrees: the head of communications, an officer "
    "or an executive. A new e-mail address lets roles that decide or open wait again."
)
LOST = (
    "For somebody who has neither their phone nor a recovery code. Make sure that it is them, by a "
    "way that is not e-mail: from then on their password alone signs in. Their sessions end, the "
    "head and the auditors are told, and roles that decide or open wait a day, for a new second "
    "step, and for somebody else to agree again."
)
UNLINK = (
    "For somebody whom your organisation's sign-in knows as somebody new. Their sessions end, and "
    "their verified address links it again."
)
WAITS = {
    "agreement": " (waits until somebody else agrees)",
    "second_step": " (waits for a second step of signing in)",
}

if TYPE_CHECKING:
    UserFormBase = forms.ModelForm[User]
else:
    UserFormBase = forms.ModelForm


class Roles(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class UserForm(UserFormBase):
    """Roles are no fields of a person: each tick is an act, which may wait for somebody else."""

    give = Roles(label="Give a role", required=False, help_text=NOT_ALONE)
    invite = forms.BooleanField(
        label="Invite them now",
        required=False,
        initial=True,
        help_text="They get a letter with a link, by which they choose a password. Without it they "
        "cannot sign in; see Invitations.",
    )
    take_away = Roles(label="Take a role away", required=False, help_text="It ends at once.")

    take_off = forms.BooleanField(
        label="Take off every second step of signing in", required=False, help_text=LOST
    )

    unlink = forms.BooleanField(label="Unlink single sign-on", required=False, help_text=UNLINK)

    end_sessions = forms.BooleanField(
        label="End all their sessions",
        required=False,
        help_text="Wherever they are signed in, they sign in again.",
    )

    class Meta:
        model = User
        fields = ["email", "name", "phone", "is_active", "ends_on"]
        labels = {
            "email": "E-mail address",
            "is_active": "May sign in",
            "ends_on": "Here until",
        }
        help_texts = {
            "is_active": "Without it their keys fall due and they lead no channel. For somebody "
            "who leaves for good use the page “Somebody leaves”.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adding = self.instance._state.adding
        self.standing = [] if adding else appointments.standing_of(self.instance)
        theirs = {each.role for each in self.standing}
        if not adding:
            del self.fields["invite"]
        self._offer("give", [role for role in Role if role not in theirs])
        self._offer("take_away", [role for role in Role if role in theirs])
        steps = not adding and Authenticator.objects.filter(user=self.instance).exists()
        self.fields["take_off"].disabled = not steps
        self.fields["unlink"].disabled = adding or not links.standing(self.instance)

    def _offer(self, name: str, roles: list[Role]) -> None:
        field = self.fields[name]
        if isinstance(field, Roles):
            field.choices = [(role.value, str(role.label)) for role in roles]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if addresses.taken(self.instance, email):
            raise forms.ValidationError(addresses.TAKEN)
        if "email" in self.changed_data and (why := domains.refusal(email)):
            raise forms.ValidationError(why)
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
        return self._is_steward and Role.STEWARD not in self.cleaned_data.get("take_away", ())

    @property
    def _is_steward(self) -> bool:
        return not self.instance._state.adding and self.instance.holds(Role.STEWARD)


FIELDS: list[Any] = [*UserForm.Meta.fields, *ROLES, "left_on", "date_joined", "last_login"]


class MembershipsOfPerson(RecordedInline):
    model = Membership
    form = MembershipForm
    fields = ["team", "is_lead", "ended_on"]
    autocomplete_fields = ["team"]


@admin.register(User)
class UserAdmin(Recorded):
    recorded_as = {"add": acts.add_user, "change": acts.change_user}
    form = UserForm
    fields = FIELDS
    readonly_fields = ["roles_held", "left_on", "date_joined", "last_login"]
    inlines = [MembershipsOfPerson]
    list_display = ["name", "email", "roles_held", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["name", "email"]
    list_per_page = 50

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        """Whoever is there already is invited on the page of invitations."""
        return [*FIELDS, "invite"] if obj is None else FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        found: QuerySet[User] = super().get_queryset(request)
        return with_roles(found)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever is new chooses a password by the link of an invitation."""
        if not change:
            obj.set_unusable_password()
        if obj.is_active and "is_active" in form.changed_data:
            obj.left_on = None  # back again
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        by, today = request.user, timezone.localdate()
        taken, given = form.cleaned_data["take_away"], list(form.cleaned_data["give"])
        for each in form.standing:
            moved = "email" in form.changed_data and Role(each.role).decides_or_opens
            if each.role in taken or moved:
                appointments.take_away(each, by=by, today=today)
            if moved and each.role not in taken:
                given.append(each.role)
        if not change and form.cleaned_data["invite"]:
            inviting.invite(form.instance, by=by, today=today)
        for role in given:
            appointments.give(form.instance, by=by, today=today, role=role)
        if form.cleaned_data["take_off"]:
            if form.instance.pk == by.pk:
                raise RefusedError("Another steward takes off your second step.")
            second_steps.reset(form.instance, by=by, today=today)
        if form.cleaned_data["unlink"]:
            links.unlink(form.instance, by=by, today=today)
        if form.cleaned_data["end_sessions"]:
            sessions.end(form.instance, by=by, today=today)

    @admin.display(description="Roles")
    def roles_held(self, user: User) -> str:
        """With what each still waits for."""
        said = [each.in_words + WAITS.get(each.waits_for, "") for each in user.standing_roles]
        return ", ".join(sorted(said))


opens(
    Door("admin", UserAdmin.__name__),
    appointments.give,
    appointments.take_away,
    inviting.invite,
    second_steps.reset,
    links.unlink,
    sessions.end,
)

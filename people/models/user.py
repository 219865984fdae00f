"""A person who signs in with their e-mail address."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from people.models.appointment import SECOND_STEPS, Appointment
from people.models.team import Membership
from people.roles import Role

if TYPE_CHECKING:
    import datetime

STANDING, STAYING = "standing_at_hand", "memberships_at_hand"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        """Without a password the person cannot sign in yet."""
        user = self.model(email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)

    def holding(self, *roles: Role) -> models.QuerySet[User]:
        """Everybody who is active and for whom one of the roles works; `roles` asks the same."""
        working = Appointment.objects.working().filter(role__in=roles)
        return self.filter(is_active=True, pk__in=working.values("person_id"))

    def without_password(self) -> models.QuerySet[User]:
        """Who could be invited: active, never signed in and without a password."""
        without = models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | models.Q(password="")
        return self.filter(without, is_active=True, left_on=None, last_login=None)

    def choosing_passwords(self) -> models.QuerySet[User]:
        """Everybody of whom `may_choose_a_password` says so."""
        invited = models.Q(invited_at__isnull=False) | models.Q(last_login__isnull=False)
        has_one = ~models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) & ~models.Q(password="")
        return self.filter(invited | has_one, is_active=True)


class HowOften(models.TextChoices):
    """How often somebody's e-mail of what is theirs comes; what cannot wait never does."""

    AS_IT_COMES = "as_it_comes", "As it comes: once a week while there is little to do"
    EACH_WORKING_DAY = "each_working_day", "Each working day on which there is something"
    WEEKLY = "weekly", "Once a week, on its first working day"


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May use the admin pages.")
    """Django's; nothing asks it. The admin opens to stewards, by their role."""
    date_joined = models.DateTimeField(auto_now_add=True)
    ends_on = models.DateField(
        null=True,
        blank=True,
        help_text="For somebody who is here for a time: from this day on they can do nothing here.",
    )
    new_email = models.EmailField(max_length=254, blank=True, editable=False)
    digest = models.CharField(
        max_length=20, choices=HowOften, default=HowOften.AS_IT_COMES, editable=False
    )
    left_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    """How often all their sessions were ended; each is bound to it, as to the password."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
            models.CheckConstraint(
                condition=models.Q(digest__in=HowOften.values), name="digest_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        if not self.sessions_ended:
            found: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]  # it is there
            return found
        bound = f"{self.password} {self.sessions_ended}"
        return salted_hmac("people.sessions", bound, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def _standing(self) -> list[Appointment]:
        return list(self.__dict__.get(STANDING, self.appointments.standing()))

    @property
    def roles(self) -> frozenset[str]:
        """The roles that work: agreed to where that is needed, with a second step where it is."""
        return frozenset(each.role for each in self._standing if each.works_since)

    @property
    def standing_roles(self) -> list[Appointment]:
        """Roles that were given to them, whether or not they work yet."""
        return self._standing

    @property
    def roles_in_words(self) -> str:
        return ", ".join(sorted(each.in_words for each in self._standing if each.works_since))

    @property
    def has_password(self) -> bool:
        """Django calls an empty one usable, with which nobody gets in."""
        return bool(self.password) and self.has_usable_password()

    @property
    def may_choose_a_password(self) -> bool:
        """Somebody invited them, or they have signed in before: a mail alone makes no sign-in."""
        before = self.invited_at or self.last_login or self.has_password
        return self.is_active and bool(before)

    @property
    def has_second_step(self) -> bool:
        return bool(Authenticator.objects.filter(user=self, type__in=SECOND_STEPS).exists())

    @property
    def waiting_roles(self) -> list[Appointment]:
        return [each for each in self._standing if each.waits_for]

    def working_since(self, role: Role) -> datetime.datetime | None:
        """The instant since when this role works for them; None where it does not."""
        return next((each.works_since for each in self._standing if each.role == role), None)

    @cached_property
    def _teams(self) -> dict[uuid.UUID, bool]:
        """The teams they are in now, and whether they lead them."""
        read = self.__dict__.get(STAYING)
        if read is None:
            read = self.memberships.filter(ended_on=None)
        return {each.team_id: each.is_lead for each in read}

    @cached_property
    def team_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(self._teams)

    @cached_property
    def led_team_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(team_id for team_id, leads in self._teams.items() if leads)

    def holds(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)

    @property
    def is_officer(self) -> bool:
        """The head of communications is one of the officers."""
        return self.holds(Role.OFFICER, Role.HEAD)


def with_roles(people: models.QuerySet[User]) -> models.QuerySet[User]:
    """With their roles at hand, where many people are asked for them."""
    return _at_hand(people, "appointments", Appointment.objects.standing(), STANDING)


def with_teams(people: models.QuerySet[User]) -> models.QuerySet[User]:
    """The same with their teams."""
    return _at_hand(people, "memberships", Membership.objects.filter(ended_on=None), STAYING)


def _at_hand(
    people: models.QuerySet[User], path: str, rows: models.QuerySet[Any], name: str
) -> models.QuerySet[User]:
    """Never under the name of a property: Django asks each whether it has it, and so it is read."""
    return people.prefetch_related(models.Prefetch(path, rows, name))

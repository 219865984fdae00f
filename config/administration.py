"""The admin pages: for stewards, and for settings and people only."""

from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from people.models import User
from people.roles import Role

ROOMS = {"people", "governance"}


class StewardsSite(AdminSite):
    site_header = "Keyholder: people and settings"
    site_title = "Keyholder"
    index_title = "People and settings"

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """What libraries would show (second steps, sessions, sign-in attempts) stays out."""
        single = isinstance(model_or_iterable, type) and issubclass(model_or_iterable, Model)
        models = [model_or_iterable] if single else list(model_or_iterable)
        if ours := [model for model in models if model._meta.app_label in ROOMS]:
            super().register(ours, *args, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and user.holds(Role.STEWARD)

    def password_change(self, request: HttpRequest, *_: Any) -> HttpResponseRedirect:  # type: ignore[override]  # ours is elsewhere
        return redirect("account_change_password")

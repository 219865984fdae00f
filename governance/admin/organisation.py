"""The organisation's mailboxes, rules and policy versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Field, PositiveSmallIntegerField
from django.http import HttpRequest

from governance.admin import acts
from governance.models import Mailbox, PolicyVersion, Rules
from ledger.acts import one_transaction
from people.admin.recorded import Recorded

MOST = 3_650
MAY_BE_NOTHING = {"lapse_grace_days", "confirmation_grace_days"}


@admin.register(Mailbox)
class MailboxAdmin(Recorded):
    recorded_as = {
        "add": acts.add_mailbox,
        "change": acts.change_mailbox,
        "remove": acts.remove_mailbox,
    }
    fields = ["address", "purpose"]
    list_display = ["address", "purpose"]
    search_fields = ["address", "purpose"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A mailbox may go from the list; channels keep what they were given."""
        return self.has_module_permission(request)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return super().delete_view(request, *args, **kwargs)
        with one_transaction():
            return super().delete_view(request, *args, **kwargs)

    def delete_model(self, request: HttpRequest, obj: Mailbox) -> None:
        with self.recording(request, obj, "remove"):
            super().delete_model(request, obj)


@admin.register(Rules)
class RulesAdmin(Recorded):
    recorded_as = {"change": acts.change_rules}
    exclude = ["id"]
    list_display = ["__str__"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        """A review every 0 months, or a life span of 30,000, would stop the clock."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, PositiveSmallIntegerField) and isinstance(field, forms.Field):
            least = 0 if db_field.name in MAY_BE_NOTHING else 1
            field.validators += [MinValueValidator(least), MaxValueValidator(MOST)]
        return field


@admin.register(PolicyVersion)
class PolicyVersionAdmin(Recorded):
    """Read only: a version is published by an officer, and everybody is told."""

    list_display = ["number", "title", "published_on", "review_on"]
    fields = ("number", "title", "changes", "text", "published_on", "review_on")
    readonly_fields = ("number", "title", "changes", "text", "published_on", "review_on")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

"""Teams and who belongs to them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from people.admin import acts
from people.admin.recorded import MembershipForm, Recorded, RecordedInline
from people.models import Membership, Team


class Members(RecordedInline):
    model = Membership
    form = MembershipForm
    fields = ["user", "is_lead", "ended_on"]
    autocomplete_fields = ["user"]


@admin.register(Team)
class TeamAdmin(Recorded):
    recorded_as = {"add": acts.add_team, "change": acts.change_team}
    fields = ["name", "slug", "kind", "manager"]
    autocomplete_fields = ["manager"]
    inlines = [Members]
    list_display = ["name", "kind", "manager"]
    list_filter = ["kind"]
    list_select_related = ["manager"]
    search_fields = ["name", "slug"]
    list_per_page = 50

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Programs filter by the slug, so it stays."""
        return ["slug"] if obj else []

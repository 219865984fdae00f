"""Platforms as data: where their channels live, and how their addresses are read."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, JSONField, URLField
from django.http import HttpRequest

from governance.admin import acts
from governance.models import Platform
from people.admin.recorded import PlainJSON, Recorded

ITSELF = ["name", "slug", "aliases", "active", "closed_on", "public", "notes"]
ADDRESSES = ["hosts", "url_template", "patterns", "handle_pattern", "ignores_case", "reserved"]


@admin.register(Platform)
class PlatformAdmin(Recorded):
    recorded_as = {"add": acts.add_platform, "change": acts.change_platform}
    list_display = ["name", "access_method", "public", "active", "closed_on"]
    list_filter = ["active", "public", "access_method"]
    search_fields = ["name", "slug"]
    list_per_page = 100

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whatever a platform has besides stands under Access."""
        rest = [name for name in self.get_fields(request, obj) if name not in {*ITSELF, *ADDRESSES}]
        parts = [(None, ITSELF), ("Addresses", ADDRESSES), ("Access", rest)]
        return [(title, {"fields": names}) for title, names in parts]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Programs filter by the slug, so it stays."""
        return ["slug"] if obj else []

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: Any, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, JSONField):
            kwargs["form_class"] = PlainJSON
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

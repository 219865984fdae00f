"""Tokens: issued by a command, revoked here. Their ids hold a hash, so no address shows one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html

from ledger.acts import one_transaction
from people.admin import acts
from people.admin.recorded import Recorded
from people.models import Token


@admin.register(Token)
class TokenAdmin(Recorded):
    recorded_as = {"revoke": acts.revoke_token}
    list_display = ["name", "prefix", "scopes_held", "person", "created", "expiry_date", "state"]
    list_display_links = None
    list_select_related = ["person"]
    search_fields = ["name", "prefix"]
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        """Only the list and revoking: no page is named by a token's id."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="people_token_changelist"),
            path("<slug:prefix>/revoke/", view(self.revoke), name="people_token_revoke"),
        ]

    @admin.display(description="Scopes")
    def scopes_held(self, token: Token) -> str:
        return ", ".join(token.scopes)

    @admin.display(description="State")
    def state(self, token: Token) -> str:
        if token.revoked:
            return "Revoked"
        if token.has_expired:
            return "Expired"
        address = reverse("admin:people_token_revoke", args=[token.prefix])
        return format_html('<a href="{}">Revoke</a>', address)

    def revoke(self, request: HttpRequest, prefix: str) -> HttpResponse:
        token = get_object_or_404(Token, prefix=prefix)
        if request.method == "POST":
            with one_transaction(), self.recording(request, token, "revoke") as act:
                act.facts["prefix"] = prefix
                token.revoked = True
                token.save()
            self.message_user(request, f"{token.name} was revoked.", messages.SUCCESS)
            return redirect("admin:people_token_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Revoke {token.name}",
            "token": token,
            "opts": self.opts,
        }
        return render(request, "admin/people/token/revoke.html", context)

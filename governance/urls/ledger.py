"""Addresses of the ledger's pages and of the reports."""

from django.urls import path

from governance.pages import ledger, reports

urlpatterns = [
    path("ledger/", ledger.index, name="ledger"),
    path("ledger/check", ledger.check, name="ledger-check"),
    path("ledger/<int:seq>", ledger.entry, name="ledger-entry"),
    path("reports/", reports.index, name="reports"),
]

"""Addresses of the landing page, the reports and the ledger."""

from django.urls import path

from governance.desk.pages import home, ledger, obligations, reports

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility", home.accessibility, name="accessibility"),
    path("ledger/", ledger.index, name="ledger"),
    path("ledger/check", ledger.check, name="ledger-check"),
    path("ledger/<int:seq>", ledger.entry, name="ledger-entry"),
    path("obligations/", obligations.obligations, name="obligations"),
    path("obligations/owed.csv", obligations.as_csv, name="obligations-csv"),
    path("reports/", reports.index, name="reports"),
]

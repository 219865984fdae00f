"""Addresses of the landing page, what is owed, its calendar, the reports and the ledger."""

from django.urls import path

from governance.desk.pages import (
    address,
    calendar,
    home,
    invitations,
    ledger,
    mail,
    obligations,
    reports,
    roles,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility", home.accessibility, name="accessibility"),
    path("ledger/", ledger.index, name="ledger"),
    path("ledger/check", ledger.check, name="ledger-check"),
    path("ledger/<int:seq>", ledger.entry, name="ledger-entry"),
    path("mail/", mail.choose, name="mail"),
    path("address/", address.ask, name="address"),
    path("address/<str:given>", address.confirm, name="address-link"),
    path("obligations/", obligations.obligations, name="obligations"),
    path("obligations/owed.csv", obligations.as_csv, name="obligations-csv"),
    path("invitations/", invitations.index, name="invitations"),
    path("invitations/<uuid:pk>", invitations.invite, name="invite"),
    path("roles/", roles.index, name="roles"),
    path("roles/<uuid:pk>/<str:verb>", roles.decide, name="role-decide"),
    path("reviews/calendar.ics", calendar.own, name="reviews-calendar"),
    path("reviews/calendar/<str:token>.ics", calendar.feed, name="reviews-feed"),
    path("reviews/calendar", calendar.about, name="reviews-calendar-about"),
    path("reports/", reports.index, name="reports"),
]

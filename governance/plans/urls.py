"""Addresses of the plans pages."""

from django.urls import path

from governance.plans.pages import consultations, plans, talks, writing

urlpatterns = [
    path("", plans.index, name="plans"),
    path("start", plans.start, name="plan-start"),
    path("talks/record", talks.about, name="plan-talk"),
    path("talks/begin", talks.begin, name="plan-talk-begin"),
    path("renew/<uuid:pk>", plans.renew, name="plan-renew"),
    path("change/<uuid:pk>", plans.change, name="plan-change"),
    path("<uuid:pk>", plans.show, name="plan"),
    path("<uuid:pk>/questions/<slug:name>", writing.question, name="plan-question"),
    path("<uuid:pk>/check", writing.check, name="plan-check"),
    path("<uuid:pk>/submitted", writing.submitted, name="plan-submitted"),
    path("<uuid:pk>/consultation", consultations.ask, name="plan-consultation"),
    path("<uuid:pk>/consultation/record", consultations.record, name="plan-consultation-record"),
    path("<uuid:pk>/steps/<slug:name>", plans.step, name="plan-step"),
]

"""Addresses of the reviews pages."""

from django.urls import path

from governance.reviews.pages import calendar, review, reviews

urlpatterns = [
    path("", reviews.index, name="reviews"),
    path("calendar.ics", calendar.own, name="reviews-calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="reviews-feed"),
    path("calendar", calendar.about, name="reviews-calendar-about"),
    path("findings/<uuid:pk>", review.finding, name="finding"),
    path("findings/<uuid:pk>/fix", review.fix, name="finding-fix"),
    path("<uuid:pk>", review.show, name="review"),
    path("<uuid:pk>/findings/add", review.add_finding, name="review-finding-add"),
    path("<uuid:pk>/steps/<slug:name>", review.take_step, name="review-step"),
]

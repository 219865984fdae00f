"""Addresses of the reviews pages."""

from django.urls import path

from governance.pages import reviews, reviews_calendar, reviews_review

urlpatterns = [
    path("", reviews.index, name="reviews"),
    path("calendar.ics", reviews_calendar.own, name="reviews-calendar"),
    path("calendar/<str:token>.ics", reviews_calendar.feed, name="reviews-feed"),
    path("calendar", reviews_calendar.about, name="reviews-calendar-about"),
    path("findings/<uuid:pk>", reviews_review.finding, name="finding"),
    path("findings/<uuid:pk>/fix", reviews_review.fix, name="finding-fix"),
    path("<uuid:pk>", reviews_review.show, name="review"),
    path("<uuid:pk>/findings/add", reviews_review.add_finding, name="review-finding-add"),
    path("<uuid:pk>/steps/<slug:name>", reviews_review.take_step, name="review-step"),
]

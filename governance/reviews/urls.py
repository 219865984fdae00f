"""Addresses of the reviews pages."""

from django.urls import path

from governance.reviews.pages import review, reviews

urlpatterns = [
    path("", reviews.index, name="reviews"),
    path("findings/<uuid:pk>", review.finding, name="finding"),
    path("findings/<uuid:pk>/fix", review.fix, name="finding-fix"),
    path("findings/<uuid:pk>/tick", review.tick, name="finding-tick"),
    path("findings/<uuid:pk>/send-back", review.send_back, name="finding-send-back"),
    path("<uuid:pk>", review.show, name="review"),
    path("<uuid:pk>/findings/add", review.add_finding, name="review-finding-add"),
    path("<uuid:pk>/steps/<slug:name>", review.take_step, name="review-step"),
]

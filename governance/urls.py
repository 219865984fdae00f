"""Where the pages of governance are found; each subject has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("governance.desk.urls")),
    path("policy/", include("governance.policy.urls")),
    path("plans/", include("governance.plans.urls")),
    path("channels/", include("governance.register.urls")),
    path("channels/", include("governance.channels.urls")),
    path("channels/", include("governance.access.urls")),
    path("", include("governance.keys.urls")),
    path("reviews/", include("governance.reviews.urls")),
    path("leaving/", include("governance.leaving.urls")),
    path("", include("governance.published.urls")),
]

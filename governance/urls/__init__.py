"""Where the pages of governance are found."""

from django.urls import include, path

urlpatterns = [
    path("", include("governance.urls.home")),
    path("plans/", include("governance.urls.plans")),
    path("channels/", include("governance.urls.imports")),
    path("channels/", include("governance.urls.channels")),
    path("channels/", include("governance.urls.access")),
    path("", include("governance.urls.keys")),
    path("reviews/", include("governance.urls.reviews")),
    path("", include("governance.urls.public")),
    path("", include("governance.urls.ledger")),
]

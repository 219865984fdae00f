"""Where each room's pages are found."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from api.unknown import unknown
from config import health

# The admin has a sign-in of its own, without the second step: nobody gets past ours.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("api/v1/", include("api.urls")),
    path("scim/v2/", include("api.scim.urls")),
    re_path("^api(?:/|$)", unknown, name="api-unknown"),
    path("accounts/", include("people.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("governance.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

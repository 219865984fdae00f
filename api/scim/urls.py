"""Addresses under /scim/v2/."""

from django.urls import path, re_path

from api.scim import discovery, users
from api.scim.views import Nothing

urlpatterns = [
    path("Users", users.Users.as_view(), name="scim-users"),
    path(".search", users.Search.as_view(), name="scim-search-all"),
    path("Users/.search", users.Search.as_view(), name="scim-search"),
    path("Users/<str:ident>", users.OneUser.as_view(), name="scim-user"),
    path("ServiceProviderConfig", discovery.Config.as_view(), name="scim-config"),
    path("ResourceTypes", discovery.ResourceTypes.as_view(), name="scim-types"),
    path("ResourceTypes/<str:ident>", discovery.ResourceTypes.as_view(), name="scim-type"),
    path("Schemas", discovery.Schemas.as_view(), name="scim-schemas"),
    path("Schemas/<str:ident>", discovery.Schemas.as_view(), name="scim-schema"),
    re_path("^.*$", Nothing.as_view(), name="scim-unknown"),
]

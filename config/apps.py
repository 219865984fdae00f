"""Puts our own admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class StewardsAdminConfig(AdminConfig):
    default_site = "config.administration.StewardsSite"

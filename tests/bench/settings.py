"""The settings of a server under measurement: as in earnest, and two neighbours to compare with."""

from config.settings import *  # noqa: F403  everything as it is served

ROOT_URLCONF = "tests.bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "rest_framework.authtoken"]  # noqa: F405
# Static files are not what is measured, and `collectstatic` would write into the tree.
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT = None
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"  # as the neighbours' are called

"""The web application that gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from config.environment import ConfigurationError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

try:
    application = get_wsgi_application()
except ConfigurationError as error:
    sys.exit(str(error))

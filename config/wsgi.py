"""The WSGI application that the server runs: the page cache in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

from opencity.core.pagecache.wsgi import page_cache  # noqa: E402  # it reads settings and models

application = page_cache(django_application)

"""The WSGI application that the server runs: the page cache in front of Django."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# A cached page must not wait the usual 5 ms for the interpreter while another page is rendered.
sys.setswitchinterval(0.0005)

django_application = get_wsgi_application()

from opencity.core.pagecache.wsgi import page_cache  # noqa: E402  # it reads settings and models
from opencity.search.misses import collector  # noqa: E402  # the same

collector.is_on = True
application = page_cache(django_application)

"""The anonymous page cache: whole compressed responses in front of Django, never a stale one.

A public view says with :func:`tag` or :func:`cached` what its page is made of; an action says with
:func:`touch` what it changed. Every worker on every node sees the change with the commit.
"""

from opencity.core.pagecache.tags import cached, seconds_until, tag
from opencity.core.pagecache.touches import EVERYTHING, touch
from opencity.core.pagecache.watch import touch_when_changed

__all__ = ["EVERYTHING", "cached", "seconds_until", "tag", "touch", "touch_when_changed"]

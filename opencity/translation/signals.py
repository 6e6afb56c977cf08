"""What the translation app tells the apps above it."""

from __future__ import annotations

from django.dispatch import Signal

standing_changed = Signal()
"""A translation of ``instance`` was confirmed: what its pages say of it has changed.

Sent after the commit, with the class of the instance as sender.
"""

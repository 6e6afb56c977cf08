"""Migrations of the monitor."""

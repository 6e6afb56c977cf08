"""Organisations, places, contacts and districts: kept once, used everywhere."""

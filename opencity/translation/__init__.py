"""The translation app."""

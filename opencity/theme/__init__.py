"""The theme app."""

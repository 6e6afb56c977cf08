"""Management of the translation app."""

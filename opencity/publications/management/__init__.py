"""Part of publications."""

"""Packs and brochures: selections of content, printed."""

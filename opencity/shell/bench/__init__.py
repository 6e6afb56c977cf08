"""Measurements of the whole site: ratios side by side in one run, never absolute claims."""

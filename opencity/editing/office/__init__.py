"""The editors' desk in the back office."""

"""The plan in the back office."""

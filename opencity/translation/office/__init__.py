"""The desk's screens in the office."""

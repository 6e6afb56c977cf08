"""Bulgarian dates."""

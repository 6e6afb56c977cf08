"""Template tags of the plan."""

"""The city's plan: goals, measures, what was done and what came of it."""

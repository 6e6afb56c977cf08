"""The city measures itself: indicators, how sure they are, and what they say about its plan."""

"""The monitor: indicators of the plan, how they are judged, and an openness index."""

"""Open City: the platform with which a city runs its open-city plan."""

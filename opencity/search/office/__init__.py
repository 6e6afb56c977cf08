"""Back-office screens of the search."""

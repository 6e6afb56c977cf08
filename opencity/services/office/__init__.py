"""Back-office screens of the services."""

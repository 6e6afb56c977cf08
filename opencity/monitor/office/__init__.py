"""Back-office screens of the monitor."""

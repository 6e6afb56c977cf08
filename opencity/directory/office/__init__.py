"""Back-office screens of the directory."""

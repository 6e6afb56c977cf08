"""Back-office screens of the packs."""

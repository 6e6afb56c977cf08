"""Back-office screens of moderation."""

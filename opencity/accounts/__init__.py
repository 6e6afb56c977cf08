"""People of the platform: accounts, roles and how they sign in."""

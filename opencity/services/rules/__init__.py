"""Pure rules of the services: no database, no clock, no settings."""

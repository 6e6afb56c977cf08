"""Pictures: what is kept of an upload, and the form that asks for its origin."""

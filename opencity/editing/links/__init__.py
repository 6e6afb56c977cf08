"""Links to other sites: where they stand, whether they work, and how one is replaced."""

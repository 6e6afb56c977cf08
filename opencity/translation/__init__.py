"""Where each translated text comes from, whether it is still true to its source, and the desk."""

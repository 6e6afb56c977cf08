"""Reading without network: the service worker, its fallback page, a language's pages."""

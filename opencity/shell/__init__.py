"""The whole: home page, search page's frame, sitemap, errors, health."""

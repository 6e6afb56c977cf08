"""The catalogue of the site's open data: DCAT-AP 3 for machines, a page for people."""

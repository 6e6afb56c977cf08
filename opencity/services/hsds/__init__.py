"""HSDS 3.0, the Human Services Data Specification of Open Referral: read API, package, importer."""

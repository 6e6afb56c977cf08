"""Codes of the EU's lists that the catalogue uses, with their English names.

https://op.europa.eu/en/web/eu-vocabularies/controlled-vocabularies gives the lists.
"""

from __future__ import annotations

AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

THEMES = {
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TRAN": "Transport",
}

FREQUENCIES = {
    "ANNUAL": "annual",
    "ANNUAL_2": "semiannual",
    "IRREG": "irregular",
    "MONTHLY": "monthly",
    "QUARTERLY": "quarterly",
    "UPDATE_CONT": "continuously updated",
}

LANGUAGES = {
    "ar": "ARA",
    "bg": "BUL",
    "de": "DEU",
    "el": "ELL",
    "en": "ENG",
    "es": "SPA",
    "fa": "FAS",
    "fr": "FRA",
    "ru": "RUS",
    "tr": "TUR",
    "uk": "UKR",
    "vi": "VIE",
    "zh-hans": "ZHO",
}
"""The codes of the list "language" for those of the site."""

FILE_TYPES = {
    "application/csvm+json": "JSON",
    "application/json": "JSON",
    "application/ld+json": "JSON_LD",
    "application/vnd.datapackage+json": "JSON",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.sdmx.data+csv": "CSV",
    "application/zip": "ZIP",
    "text/csv": "CSV",
    "text/turtle": "RDF_TURTLE",
}
"""The codes of the list "file-type" for media types."""

NAMES = {
    "application/csvm+json": "CSVW",
    "application/json": "JSON",
    "application/ld+json": "JSON-LD",
    "application/vnd.datapackage+json": "datapackage.json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.sdmx.data+csv": "SDMX-CSV",
    "application/zip": "ZIP",
    "text/csv": "CSV",
    "text/turtle": "Turtle",
}
"""What people call the formats."""


def bare(media_type: str) -> str:
    """Return a media type without its parameters."""
    return media_type.partition(";")[0].strip()

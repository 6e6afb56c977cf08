"""DeepL, https://developers.deepl.com/docs: ``POST /v2/translate``."""

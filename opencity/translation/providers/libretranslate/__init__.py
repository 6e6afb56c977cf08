"""LibreTranslate, https://docs.libretranslate.com: ``POST /translate``."""

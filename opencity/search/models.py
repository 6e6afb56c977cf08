"""The index as the database keeps it, the synonyms, and what people looked for in vain."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.core.texts import languages
from opencity.search.fields import PhrasesField


def language_choices() -> Iterator[tuple[str, str]]:
    """Yield the site's languages with their names."""
    for code in languages.codes():
        yield code, languages.name(code)


class IndexState(models.Model):
    """The one row that says how far the index has come.

    Whoever changes the index locks it until the commit, so changes become visible in the order
    of their numbers. A new ``epoch`` tells readers to forget all they have loaded, another number
    of ``wordbook`` to read the synonyms and the glossary again.
    """

    epoch = models.UUIDField(_("epoch"))
    change = models.BigIntegerField(_("number of the last change"), default=0)
    version = models.PositiveIntegerField(_("version of the analysis"), default=0)
    wordbook = models.BigIntegerField(_("number of the last change of words"), default=0)

    class Meta:
        verbose_name = _("state of the search index")
        verbose_name_plural = _("states of the search index")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_one_state"),
        ]

    def __str__(self) -> str:
        return f"{self.epoch} {self.change}"


class IndexedDocument(models.Model):
    """A findable document; once withdrawn it stays as an empty row, so that readers notice."""

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    code = models.CharField(_("code"), max_length=60, blank=True)
    urls = models.JSONField(_("addresses"), default=dict)
    titles = models.JSONField(_("titles"), default=dict)
    bodies = models.JSONField(_("texts"), default=dict)
    facets = models.JSONField(_("facets"), default=dict)
    labels = models.JSONField(_("labels"), default=list)
    words = models.BinaryField(_("words by language"), default=b"")
    change = models.BigIntegerField(_("number of the last change"), db_index=True)
    is_gone = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="search_one_row_per_document"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Synonym(models.Model):
    """Words that people type, and the words that stand in the texts for the same thing."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    words = PhrasesField(
        _("what people type"),
        help_text=_("One word or phrase a line: everyday words, abbreviations, old names."),
    )
    means = PhrasesField(
        _("what stands in the texts"),
        help_text=_("One word or phrase a line, in the same language."),
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "code"]

    def __str__(self) -> str:
        return f"{', '.join(self.words)} → {', '.join(self.means)}"


class MissedQuery(models.Model):
    """Something that people looked for in vain, without anything about those who did.

    The words are kept only from the third time on; until then a fingerprint counts them.
    """

    class Outcome(models.TextChoices):
        """What the search last gave for it."""

        NOTHING = "nothing", _("nothing found")
        WEAK = "weak", _("nothing that really matches")

    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}\Z")]
    )
    query = models.CharField(_("what people typed"), max_length=80, blank=True)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices)
    count = models.PositiveIntegerField(_("times"), default=1)
    days = models.PositiveIntegerField(_("on how many days"), default=1)
    last_day = models.DateField(_("last on"), db_index=True)

    class Meta:
        verbose_name = _("unanswered query")
        verbose_name_plural = _("unanswered queries")
        ordering = ["-count", "-last_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["language", "fingerprint"], name="search_missed_once"),
        ]

    def __str__(self) -> str:
        return self.query

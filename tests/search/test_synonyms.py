from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from opencity.accounts.roles import Role
from opencity.search.index import Follower
from opencity.search.models import Synonym
from opencity.search.queries import search
from opencity.translation.models import GlossaryTerm
from tests.plan.people import person

pytestmark = pytest.mark.usefixtures("source")


def total(query: str) -> int:
    """How many groups are found; a term of the glossary is a findable thing of its own."""
    return search(query, "en", kind="group").total


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_synonym_is_found_by_from_its_saving_until_its_deletion():
    Group.objects.create(name="Пазар | Market")
    assert total("souk") == 0
    synonym = Synonym.objects.create(code="x", language="en", words=["souk"], means=["market"])
    assert (total("souk"), search("souk", "en").confident) == (1, True)
    synonym.delete()
    assert total("souk") == 0


@pytest.mark.django_db
def test_a_term_of_the_glossary_leads_into_a_language_without_documents():
    Group.objects.create(name="Пазар | Market")
    assert total("سوق") == 0
    GlossaryTerm.objects.create(
        code="market", name={"bg": "пазар", "ar": "سوق"}, variants={"tr": ["çarşı"]}
    )
    assert total("سوق") == 1


@pytest.mark.django_db
def test_a_term_without_a_word_in_a_language_may_have_other_words_there():
    Group.objects.create(name="Пазар | Market")
    GlossaryTerm.objects.create(
        code="market", name={"bg": "пазар", "tr": "pazar"}, variants={"tr": ["çarşı"]}
    )
    assert total("çarşı") == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_committed_synonym_reaches_a_loaded_index_without_loading_it_again(
    django_assert_num_queries,
):
    Group.objects.create(name="Пазар | Market")
    follower = Follower()
    before = follower.snapshot()
    with transaction.atomic():
        Synonym.objects.create(code="x", language="en", words=["souk"], means=["market"])
    with django_assert_num_queries(3):  # state, glossary, synonyms
        after = follower.snapshot()
    assert after.segments == before.segments
    assert ("souk" in before.wordbook, "souk" in after.wordbook) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["market", [1], [""], ["?!"], ["x" * 101], ["x"] * 41, []])
def test_a_synonym_needs_a_list_of_words(words):
    synonym = Synonym(code="x", language="en", words=words, means=["market"])
    with pytest.raises(ValidationError) as error:
        synonym.full_clean()
    assert list(error.value.message_dict) == ["words"]


@pytest.mark.django_db
def test_the_unit_writes_a_synonym_and_an_editor_only_reads_it():
    Group.objects.create(name="Пазар | Market")
    form = {"code": "x", "language": "en", "words": "bazaar\n souk \n\nbazaar", "means": "market"}
    address = "/office/snippets/opencity_search/synonym/add/"
    client = Client()
    client.force_login(person(Role.EDITOR))
    assert client.post(address, form).status_code == 302
    assert not Synonym.objects.exists()
    client.force_login(person(Role.INTEGRATION_UNIT))
    assert client.post(address, form).status_code == 302
    assert Synonym.objects.get().words == ["bazaar", "souk"]
    assert total("souk") == 1


def write(folder: Path, *lines: str) -> None:
    (folder / "search").mkdir(exist_ok=True)
    text = "\n".join(["origins: {bg: human}", "synonyms:", *lines])
    (folder / "search" / "synonyms.yaml").write_text(text, encoding="utf-8")


@pytest.mark.django_db
def test_synonyms_are_loaded_from_their_file_and_edits_stay(tmp_path):
    line = "- {code: bg-school, language: bg, words: [школа, даскало], means: [%s]}"
    write(tmp_path, line % "училище")
    call_command("load", str(tmp_path), verbosity=0)
    row = Synonym.objects.get()
    assert (row.language, row.words, row.means) == ("bg", ["школа", "даскало"], ["училище"])
    row.words = ["школа"]
    row.save()
    write(tmp_path, line % "училища")
    call_command("load", str(tmp_path), verbosity=0)
    row.refresh_from_db()
    assert (row.words, row.means) == (["школа"], ["училища"])


@pytest.mark.django_db
def test_a_wrong_synonym_in_a_file_is_named_and_nothing_is_loaded(tmp_path):
    write(
        tmp_path,
        "- {code: a, language: bg, words: [школа], means: [училище]}",
        "- {code: b, language: xx, words: [школа], means: [училище]}",
    )
    with pytest.raises(CommandError, match=r"synonyms.yaml, line 4, .*language: “xx” is none of"):
        call_command("load", str(tmp_path), verbosity=0)
    assert not Synonym.objects.exists()

from __future__ import annotations

import base64
from threading import Event

import pytest

from opencity.translation.providers import Busy, Refused, configured, provider_named
from opencity.translation.providers.base import Addresses
from opencity.translation.providers.deepl.transport import DeepL
from opencity.translation.providers.etranslation.transport import ETranslation
from opencity.translation.providers.libretranslate.transport import LibreTranslate
from tests.translation.providers.fakes import (
    NAME,
    PASSWORD,
    FakeDeepL,
    FakeETranslation,
    FakeLibreTranslate,
    etranslation_answer,
    running,
)

TEXTS = ['Вземете <span translate="no" id="k0">лична карта</span>', "<p>Едно &amp; <b>две</b></p>"]
ANSWERS = Addresses("https://city.example/a/", "https://city.example/a/error/")


@pytest.fixture(params=["deepl", "libretranslate"])
def at_once(request):
    handler = {"deepl": FakeDeepL, "libretranslate": FakeLibreTranslate}[request.param]
    made = {
        "deepl": lambda url: DeepL(PASSWORD, url),
        "libretranslate": lambda url: LibreTranslate(url, PASSWORD),
    }[request.param]
    with running(handler) as server:
        yield server, made(server.url)


def test_translations_come_in_order_with_markup_and_kept_words(at_once):
    server, provider = at_once

    found = provider.translate("bg", "uk", TEXTS)

    word = "UK" if provider.name == "deepl" else "uk"
    assert found == [
        f'{word} <span translate="no" id="k0">лична карта</span>',
        f"<p>{word} &{word}; <b>{word}</b></p>",
    ]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("failure", "error", "words"),
    [
        ((429, '{"message": "slow down"}'), Busy, "slow down"),
        ((503, "<html>"), Busy, "503"),
        ((200, "no JSON"), Busy, ""),
        ((200, "[]"), Busy, ""),
        ((200, '{"translations": [], "translatedText": []}'), Busy, ""),
        ((200, '{"translations": [1], "translatedText": "x"}'), Busy, ""),
        ((403, '{"error": "no"}'), Refused, "no"),
        ((400, "[1]"), Refused, "400"),
        ((302, ""), Refused, "302"),
    ],
)
def test_troubles_are_told_in_words_and_as_passing_or_lasting(at_once, failure, error, words):
    server, provider = at_once
    server.failures.append(failure)

    with pytest.raises(error) as caught:
        provider.translate("bg", "uk", TEXTS)

    assert provider.label in str(caught.value)
    assert words in str(caught.value)


def test_deepl_tells_a_used_up_quota():
    with running(FakeDeepL) as server:
        server.failures.append((456, '{"message": "Quota Exceeded"}'))
        with pytest.raises(Refused, match="Quota Exceeded"):
            DeepL(PASSWORD, server.url).translate("bg", "uk", TEXTS)


def test_a_wrong_key_and_an_answer_that_is_too_long(at_once, monkeypatch):
    server, provider = at_once
    wrong = type(provider)(*(["x", server.url] if provider.name == "deepl" else [server.url, "x"]))
    with pytest.raises(Refused):
        wrong.translate("bg", "uk", TEXTS)

    monkeypatch.setattr("opencity.translation.providers.http._LARGEST_ANSWER", 10)
    with pytest.raises(Busy):
        provider.translate("bg", "uk", TEXTS)


def test_a_server_that_is_away_or_silent_is_busy(at_once, monkeypatch):
    monkeypatch.setattr("opencity.translation.providers.http._PATIENCE", (0.05, 0.05))
    with pytest.raises(Busy):
        LibreTranslate("http://127.0.0.1:9").translate("bg", "uk", TEXTS)
    server, provider = at_once
    server.wait = Event()
    monkeypatch.setattr(server.RequestHandlerClass, "respond", lambda *_: server.wait.wait(1))
    with pytest.raises(Busy):
        provider.translate("bg", "uk", TEXTS)
    server.wait.set()


def test_languages_have_the_names_of_each_provider():
    with running(FakeDeepL) as server:
        DeepL(PASSWORD, server.url).translate("bg", "en", ["a"])
        DeepL(PASSWORD, server.url).translate("bg", "zh-hans", ["a"])
        asked = [(data["source_lang"], data["target_lang"]) for _p, _h, data in server.asked]
    assert asked == [("BG", "EN-GB"), ("BG", "ZH-HANS")]


@pytest.fixture
def later():
    with running(FakeETranslation) as server:
        yield (
            server,
            ETranslation(NAME, PASSWORD, "city", f"{server.url}/etranslation/si/translate"),
        )


def test_etranslation_gives_a_number_and_sends_a_document_later(later):
    server, provider = later

    assert provider.send("bg", "uk", TEXTS, ANSWERS) == "4711"

    [(path, _headers, asked)] = server.asked
    assert path == "/etranslation/si/translate"
    assert asked["callerInformation"] == {"application": NAME, "username": "city"}
    assert (asked["sourceLanguage"], asked["targetLanguages"]) == ("BG", ["UK"])
    assert asked["destinations"] == {"httpDestinations": [ANSWERS.answer]}
    assert asked["errorCallback"] == ANSWERS.error
    document = base64.b64decode(asked["documentToTranslateBase64"]["content"]).decode()
    assert f'<div id="t0">{TEXTS[0]}</div>' in document
    assert provider.read_answer(etranslation_answer(asked, "uk"), 2) == [
        'uk <span translate="no" id="k0">лична карта</span>',
        "<p>uk &uk; <b>uk</b></p>",
    ]


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xff", b"###", base64.b64encode(b'<div id="t0">a</div>'), b"=" * 50]
)
def test_an_answer_without_all_texts_is_refused(later, body):
    with pytest.raises(Refused):
        later[1].read_answer(body, 2)


@pytest.mark.parametrize(
    ("code", "error"), [("-20028", Busy), ("-20007", Refused), ("-1", Refused), ("html", Busy)]
)
def test_etranslations_codes_are_told_in_words(later, code, error):
    server, provider = later
    server.failures.append((200, code))
    with pytest.raises(error):
        provider.send("bg", "uk", TEXTS, ANSWERS)


def test_etranslation_needs_an_address_that_it_reaches(later):
    with pytest.raises(Refused, match="OPENCITY_URL"):
        later[1].send("bg", "uk", TEXTS, Addresses("http://127.0.0.1:8000/a", "x"))


def test_etranslation_tells_why_it_could_not():
    provider = ETranslation(NAME, PASSWORD, "")
    for given in ({"error-code": "-20013"}, {"error-code": "x", "error-message": "why"}, {}):
        assert provider.read_error(given).startswith("eTranslation")
    assert "why" in provider.read_error({"error-message": "why"})


def test_providers_are_offered_where_their_settings_are(monkeypatch):
    for name in ("DEEPL_API_KEY", "LIBRETRANSLATE_URL", "ETRANSLATION_APPLICATION"):
        monkeypatch.delenv(name, raising=False)
    assert configured() == []

    monkeypatch.setenv("DEEPL_API_KEY", "x:fx")
    monkeypatch.setenv("LIBRETRANSLATE_URL", "http://127.0.0.1:5000/")
    monkeypatch.setenv("ETRANSLATION_APPLICATION", "x")
    monkeypatch.setenv("ETRANSLATION_PASSWORD", "y")
    assert [each.name for each in configured()] == ["deepl", "libretranslate", "etranslation"]
    assert provider_named("deepl")._line.url == "https://api-free.deepl.com"
    assert DeepL("x")._line.url == "https://api.deepl.com"
    assert provider_named("nothing") is None

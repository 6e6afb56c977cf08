from __future__ import annotations

import gzip

import brotli
import pytest

from opencity.core.pagecache.encodings import compressed, is_textual, wanted


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("*", "br"),
        ("br;q=0, *;q=0.1", "gzip"),
        ("gzip;q=0.2, identity;q=0.9", "identity"),
        ("gzip;q=nonsense", "identity"),
        ("deflate", "identity"),
    ],
)
def test_the_client_gets_the_best_encoding_that_it_takes(accept, encoding):
    assert [wanted(accept), wanted(accept)] == [encoding, encoding]


def test_a_client_that_invents_encodings_fills_no_memory():
    from opencity.core.pagecache import encodings

    for number in range(1000):
        wanted(f"gzip, x-{number}")
    assert len(encodings._remembered) == 256


def test_textual_bodies_are_compressed_to_the_same_bytes_each_time():
    body = "Отворен град. ".encode() * 100
    made = compressed(body, "text/html; charset=utf-8")
    assert made == compressed(body, "text/html; charset=utf-8")
    assert (brotli.decompress(made["br"]), gzip.decompress(made["gzip"])) == (body, body)


@pytest.mark.parametrize(
    ("body", "media"), [(b"a" * 255, "text/html"), (b"a" * 999, "application/pdf")]
)
def test_small_and_packed_bodies_stay_as_they_are(body, media):
    assert compressed(body, media) == {}


def test_which_media_types_are_text():
    types = ["application/ld+json", "application/atom+xml", "text/csv", "image/png", "font/woff2"]
    assert [is_textual(media) for media in types] == [True, True, True, False, False]

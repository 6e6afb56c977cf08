from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.translation import override
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from opencity.accounts.roles import Role
from opencity.editing.models import Picture
from opencity.editing.pictures.files import NoPicture, clean_picture
from tests.editing.factories import person

ORIGIN = {"title": "Изглед", "alt_bg": "Площад с хора", "author": "Ана Иванова", "licence": "cc-by"}


def drawn(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options) -> bytes:
    target = BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, "red").save(target, kind, **options)
    return target.getvalue()


def with_position() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Taken at home"
    return drawn(exif=exif)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_upload_is_turned_upright_and_tells_nothing_else():
    name, data = clean_picture("a.jpeg", BytesIO(with_position()))
    picture = Image.open(BytesIO(data))

    assert (name, picture.format, picture.size) == ("a.jpg", "JPEG", (20, 40))
    assert (dict(picture.getexif()), b"Taken at home" in data) == ({}, False)


@pytest.mark.parametrize(
    ("kind", "kept"), [("PNG", "PNG"), ("WEBP", "WEBP"), ("GIF", "PNG"), ("AVIF", "AVIF")]
)
def test_kinds_are_kept_or_made_plain(kind, kept):
    assert Image.open(BytesIO(clean_picture("a.x", BytesIO(drawn(kind)))[1])).format == kept


def test_large_picture_is_made_smaller():
    data = clean_picture("a.png", BytesIO(drawn("PNG", (5000, 10))))[1]

    assert Image.open(BytesIO(data)).size == (4096, 8)


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", drawn(size=(400, 400))[:300], b""]
)
def test_what_is_no_whole_picture_is_refused(content):
    with pytest.raises(NoPicture):
        clean_picture("a.jpg", BytesIO(content))


def form(content: bytes, name: str = "a.jpg", **data):
    made = get_image_form(get_image_model())
    return made(data, {"file": SimpleUploadedFile(name, content)}, user=person(Role.EDITOR))


@pytest.mark.django_db
def test_picture_without_origin_is_not_taken():
    errors = form(drawn(), title="x").errors

    assert {"alt", "author", "licence"} <= set(errors)


@pytest.mark.django_db
def test_picture_is_kept_clean_and_measured_anew():
    filled = form(with_position(), **ORIGIN)
    assert filled.errors == {}
    picture = filled.save()
    picture.refresh_from_db()
    with picture.file.open("rb") as kept:
        data = kept.read()

    assert (picture.width, picture.height, picture.file_size) == (20, 40, len(data))
    assert b"Taken at home" not in data


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", drawn(size=(400, 400))[:300]),
        ("a.jpg", drawn(size=(900, 900))[:900]),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.jpg", drawn("PNG")),
    ],
)
def test_damaged_or_other_file_gets_a_message(name, content):
    assert "file" in form(content, name, **ORIGIN).errors


@pytest.mark.django_db
def test_file_that_comes_by_another_way_is_cleaned_too():
    picture = Picture(title="x")
    picture.file.save("b.jpg", ContentFile(with_position()), save=False)
    picture.save()

    assert (picture.width, picture.height) == (20, 40)


@pytest.mark.django_db
def test_page_shows_text_and_credit_in_the_readers_language():
    picture = Picture(
        title="x", alt={"bg": "Площад", "en": "A square"}, author="Ана & Ко", licence="cc-by",
        source_url="https://pictures.example/1",
    )  # fmt: skip
    picture.file.save("b.png", ContentFile(drawn("PNG")), save=False)
    picture.save()
    page = Template("{% load pictures %}{% picture image 'width-20' %}")
    with override("en"):
        html = page.render(Context({"image": picture}))

    assert 'alt="A square"' in html
    assert '<a href="https://pictures.example/1">Ана &amp; Ко, CC BY 4.0</a>' in html
    assert 'width="20" height="10"' in html

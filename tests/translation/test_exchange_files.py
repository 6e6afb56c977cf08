from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.translation.enums import Standing
from opencity.translation.exchange.formats import FORMATS, format_of
from opencity.translation.exchange.judging import Shape, Verdict, judge
from opencity.translation.exchange.units import BadFile, Bundle, Unit, fingerprint, sendable
from opencity.translation.merging import Pair

SPACE = b'version="2.0" srcLang="bg" xmlns="urn:oasis:names:tc:xliff:document:2.0"'
LANGUAGES = SPACE + b' trgLang="uk"'
UNIT = b'<file id="f"><unit id="x"><segment><source>%s</source></segment></unit></file>'


def xliff(attributes, body, before=b""):
    return before + b"<xliff " + attributes + b">" + body + b"</xliff>"


HOSTILE_XLIFF = {
    "entity expansion": xliff(
        LANGUAGES, UNIT % b"&b;", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    ),
    "external entity": xliff(
        LANGUAGES, UNIT % b"&e;", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    ),
    "document type": xliff(LANGUAGES, UNIT % b"a", b'<!DOCTYPE xliff SYSTEM "x.dtd">'),
    "truncated": xliff(LANGUAGES, UNIT % b"a")[:-20],
    "other version": b'<xliff version="1.2"><file/></xliff>',
    "no language": xliff(SPACE, UNIT % b"a"),
    "no texts": xliff(LANGUAGES, b'<file id="f"/>'),
    "wrong encoding": '<?xml version="1.0" encoding="UTF-8"?><xliff>я</xliff>'.encode("cp1251"),
    "unknown encoding": b'<?xml version="1.0" encoding="nothing"?><xliff/>',
    "not XML": b"<>",
    "other XML": b"<html/>",
    "empty": b" ",
}
HEAD = 'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
HOSTILE_PO = {
    "truncated": (HEAD + 'msgctxt "x"\nmsgid "a"\nmsgstr "b').encode(),
    "wrong encoding": (HEAD + 'msgctxt "x"\nmsgid "я"\nmsgstr ""').encode("cp1251"),
    "other charset": (HEAD + 'msgctxt "x"\nmsgid "a"\n').replace("UTF-8", "KOI8-R").encode(),
    "binary": HEAD.encode() + b"\x00\x00",
    "no language": b'msgid ""\nmsgstr ""\n"X: y\\n"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "b"\n',
    "no header": b'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n',
    "no texts": HEAD.encode(),
    "twice": (HEAD + 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\n' * 2).encode(),
    "not PO": b"garbage",
    "empty": b"",
}


@pytest.mark.parametrize("data", HOSTILE_XLIFF.values(), ids=list(HOSTILE_XLIFF))
def test_a_hostile_or_broken_xliff_file_is_refused(data):
    with pytest.raises(BadFile):
        FORMATS["xliff"].read(data)


@pytest.mark.parametrize("data", HOSTILE_PO.values(), ids=list(HOSTILE_PO))
def test_a_hostile_or_broken_po_file_is_refused(data):
    with pytest.raises(BadFile):
        FORMATS["po"].read(data)


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr("opencity.translation.exchange.units.LARGEST_FILE", 10)
    for each in FORMATS.values():
        with pytest.raises(BadFile):
            each.read(b"<" * 11)


TEXT = st.text(max_size=60)
UNITS = st.lists(
    st.builds(
        Unit,
        id=st.from_regex(
            r"[a-z]{1,9}\.[a-z]{1,9}:[A-Za-z0-9-]{1,9}:[a-z0-9-]{1,20}", fullmatch=True
        ),
        source=TEXT.map(lambda text: f"я{text}я"),
        target=TEXT,
        standing=st.sampled_from([Standing.MACHINE, Standing.REVIEWED]),
        base=st.one_of(st.just(""), st.from_regex(r"[0-9a-f]{16}", fullmatch=True)),
        notes=st.lists(st.text(max_size=20), max_size=2),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda unit: unit.id,
)


@pytest.mark.parametrize("name", list(FORMATS))
@given(units=UNITS)
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read(name, units):
    found = FORMATS[name].read(FORMATS[name].write(Bundle("bg", "uk", units)))

    assert (found.source_language, found.language) == ("bg", "uk")
    read = [(unit.id, unit.source, unit.target, unit.base) for unit in found.units]
    assert read == [(u.id, sendable(u.source), sendable(u.target), u.base) for u in units]


def test_a_file_says_who_made_it():
    unit = Unit("a.b:1:t", "Карта", "Мапа", Standing.REVIEWED, "")
    plain, po = (each.write(Bundle("bg", "uk", [unit])) for each in FORMATS.values())
    of_machine = plain.replace(b"<segment ", b'<segment subState="opencity:machine" ')
    note = b'<notes><note category="origin">machine</note></notes><unit '
    whole = plain.replace(b"<unit ", note, 1)
    head = po.replace(b'"Language: uk', b'"X-Origin: machine\\n"\n"Language: uk', 1)

    def made_by_machine(data):
        return [each.by_machine for each in format_of(data).read(data).units]

    assert made_by_machine(plain) == made_by_machine(po) == [False]
    assert made_by_machine(of_machine) == made_by_machine(whole) == made_by_machine(head) == [True]


def test_an_outdated_text_is_fuzzy_and_initial():
    unit = Unit("a.b:1:t", "Карта", "Мапа", Standing.OUTDATED, fingerprint("Мапа"))
    plain, po = (each.write(Bundle("bg", "uk", [unit])) for each in FORMATS.values())

    assert b'state="initial"' in plain
    assert [each.unfinished for each in FORMATS["po"].read(po).units] == [True]


def test_inline_elements_of_other_programs_leave_their_words():
    data = FORMATS["xliff"].write(Bundle("bg", "uk", [Unit("a.b:1:t", "Карта", "", "missing", "")]))
    data = data.replace(b"</source>", b"</source><target>A <pc id='1'>b</pc> c</target>")

    assert [each.target for each in FORMATS["xliff"].read(data).units] == ["A b c"]


NOW = Pair("Карта {name}", "Мапа {name}")


def unit(target, **changes):
    values = {"source": NOW.source, "base": fingerprint(NOW.text), **changes}
    return Unit("a.b:1:t", target=target, **values)


@pytest.mark.parametrize(
    ("given_", "verdict"),
    [
        (unit("План {name}"), Verdict.WRITE),
        (unit("  "), Verdict.UNTOUCHED),
        (unit("Мапа  {name}"), Verdict.UNTOUCHED),
        (unit("Стара", base=fingerprint("Стара")), Verdict.UNTOUCHED),
        (unit("Мапа {name}", base=fingerprint("Стара")), Verdict.SAME),
        (unit("План {name}", unfinished=True), Verdict.UNFINISHED),
        (unit("План {name}", source="Карта"), Verdict.SOURCE_CHANGED),
        (unit("План {name}", base=fingerprint("Стара")), Verdict.NEWER),
        (unit("План {name}", base=None), Verdict.NEWER),
        (unit("План {name}", base=""), Verdict.NEWER),
        (unit("План"), Verdict.PLACEHOLDERS),
        (unit("План {name}" + "я" * 30), Verdict.TOO_LONG),
        (unit("План \x01{name}"), Verdict.SIGNS),
    ],
)
def test_a_unit_is_judged_by_what_stands_there(given_, verdict):
    assert judge(given_, NOW, Shape(limit=30)) is verdict


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ('<p>Map <a href="https://x.example">b</a></p>', Verdict.WRITE),
        ("<p>Map</p>", Verdict.MARKUP),
        ('<p>Map <a href="https://y.example">b</a></p>', Verdict.MARKUP),
        ('<p>Map <a href="https://x.example">b</a></p><script>x</script>', Verdict.MARKUP),
        ('<p>Map <a href="https://x.example">b</a>', Verdict.MARKUP),
        ('<p>Map <a href="https://x.example">b</a></p><!-- x -->', Verdict.MARKUP),
    ],
)
def test_a_rich_text_keeps_its_elements_and_links(target, verdict):
    source = '<p>Карта <a href="https://x.example">б</a></p>'

    found = judge(Unit("a.b:1:t", source, target, base=""), Pair(source, ""), Shape(rich=True))

    assert found is verdict


@settings(max_examples=50, deadline=None)
@given(TEXT, TEXT, TEXT, st.one_of(st.none(), TEXT.map(fingerprint)), st.booleans())
def test_a_newer_text_is_never_written_over(source, target, now, base, unfinished):
    given_ = Unit("a.b:1:t", source, target, base=base, unfinished=unfinished)

    verdict = judge(given_, Pair(source, now), Shape())

    if verdict is Verdict.WRITE:
        assert fingerprint(now) == (base or "")
        assert target.strip()

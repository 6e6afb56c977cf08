"""What of Vega's drawing reaches a page."""

from __future__ import annotations

import pytest

from opencity.monitor.charts.svg import Unfit, for_download, for_page, tidied

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="40" height="30"'
    ' viewBox="0 0 40 30"><g fill="none" stroke-miterlimit="10" transform="translate(5,0)">'
    '<g class="mark-group" aria-roledescription="group"><path class="background" d="M0,0h9"/><g>'
    '<path d="M0,1.23456L10,2.71828" stroke="#123a7a" stroke-width="2.5" style="x" onclick="y"/>'
    '<path transform="translate(4,5.55)" d="M3.2,0A3.2,3.2,0,1,1,-3.2,0A3.2,3.2,0,1,1,3.2,0"'
    ' fill="#ffffff" stroke="#123a7a" opacity="1"/>'
    '<line transform="translate(1,2)" x2="0" y2="20" stroke="#e2ddd0" stroke-width="1"/>'
    '<text text-anchor="start" transform="translate(7.26,8)" font-size="13px" fill="#505f60">'
    'a &lt; b</text><text opacity="0">hidden</text></g></g></g></svg>'
)


def test_a_page_gets_shapes_texts_and_properties_only():
    page = for_page(tidied(DRAWN), name="c", title="T & U", description="D")
    assert page == (
        '<svg width="40" height="30" viewBox="0 0 40 30" font-size="13" fill="none"'
        ' class="chart-drawing" role="img" direction="ltr" aria-labelledby="c-title c-desc">'
        '<title id="c-title">T &amp; U</title><desc id="c-desc">D</desc>'
        '<g transform="translate(5,0)">'
        '<path d="M0,1.2L10,2.7" stroke="var(--chart-1)" stroke-width="2.5" />'
        '<circle fill="var(--surface)" stroke="var(--chart-1)" r="3.2" cx="4" cy="5.5" />'
        '<line x2="1" y2="22" stroke="var(--chart-grid)" x1="1" y1="2" />'
        '<text fill="var(--ink-soft)" x="7.3" y="8">a &lt; b</text></g></svg>'
    )


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>x</script>",
        '<image href="https://example.org/x.png"/>',
        '<path d="M0,0h1" fill="#abcdef"/>',
        '<path d="M0,0h1" fill="url(https://example.org)"/>',
        "<style>x{}</style>",
        '<a href="javascript:x"><text>x</text></a>',
    ],
)
def test_what_no_chart_of_ours_has_is_refused(foreign):
    with pytest.raises(Unfit):
        tidied(f'<svg width="1" height="1">{foreign}</svg>')


def test_a_drawing_without_a_description_names_its_title_alone():
    page = for_page(tidied(DRAWN), name="c", title="T", description="")
    assert 'aria-labelledby="c-title"' in page
    assert "<desc" not in page


def test_a_download_stands_alone_in_the_light_colours():
    words = {"title": "عنوان", "description": "D", "source": "S", "language": "ar", "rtl": True}
    alone = for_download(tidied(DRAWN), **words)
    assert alone.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 109"')
    assert "var(" not in alone
    assert 'stroke="#123a7a"' in alone
    assert '<text x="56" text-anchor="end" font-size="16"' in alone
    assert "Noto Naskh Arabic" in alone
    assert "\u2067عنوان\u2069" in alone

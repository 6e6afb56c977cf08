from decimal import Decimal

import pytest

from opencity.monitor.formats.reading import read
from opencity.monitor.formats.rows import Row, standard_id
from opencity.monitor.methods.figures import Flag

from .files import refusal, rows_of, sdmx, stream

BG_2024 = Row(
    line=2,
    dataset="ESTAT:X(1.0)",
    dimensions={"FREQ": "A", "GEO": "BG"},
    period="2024",
    value=Decimal("50.9"),
    flags=frozenset({Flag.BREAK, Flag.LOW_RELIABILITY}),
)

FORMS = {
    "2.0 ids": sdmx("A,BG,2024,50.9,bu"),
    "2.0 with BOM and CRLF": "\ufeff" + sdmx("A,BG,2024,50.9,bu").replace("\n", "\r\n"),
    "2.0 without a last line end": sdmx("A,BG,2024,50.9,bu").rstrip("\n"),
    "2.0 semicolons": sdmx("A,BG,2024,50.9,bu").replace(",", ";"),
    "2.0 id and label": sdmx(
        "A: Annual,BG: Bulgaria,2024,50.9,bu: break and low",
        header="STRUCTURE,STRUCTURE_ID,freq: Frequency,geo: Country,TIME_PERIOD: Time,"
        "OBS_VALUE: Value,OBS_FLAG: Flag",
    ),
    "2.0 label columns": "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,freq,Frequency,geo,Geo,"
    "TIME_PERIOD,Time,OBS_VALUE,Value,OBS_FLAG,Flag\n"
    'dataflow,ESTAT:X(1.0),"Rates, by country",I,A,Annual,BG,Bulgaria,2024,,50.9,,bu,break\n',
    "2.0 several flags": "STRUCTURE[;],STRUCTURE_ID,FREQ,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS[]\n"
    "dataflow,ESTAT:X(1.0),A,BG,2024,50.9,B;U\n",
    "1.0 ids": "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
    "ESTAT:X(1.0),13/03/25 23:00:00,A,BG,2024,50.9,bu,\n",
    "1.0 id and label": "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "ESTAT:X(1.0): Rates,13/03/25 23:00:00,A:Annual,BG:Bulgaria,2024,50.9,bu\n",
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_row(content):
    assert rows_of(content) == [BG_2024]


@pytest.mark.parametrize("form", ["2.0 id and label", "2.0 label columns"])
def test_labels_and_names_are_gathered(form):
    with read(stream(FORMS[form])) as reading:
        list(reading)
        assert reading.labels == {"FREQ": {"A": "Annual"}, "GEO": {"BG": "Bulgaria"}}
        assert list(reading.names) == ["FREQ", "GEO"]
        assert reading.names["FREQ"] == "Frequency"
        assert reading.dimensions == ("FREQ", "GEO")


def test_labels_alone_need_a_code_list():
    codes = {"FREQ": {"Annual": "A"}, "GEO": {"Bulgaria": "BG", "Austria": "AT"}}
    content = sdmx("Annual,Bulgaria,2024,50.9,bu")
    with read(stream(content), codes=codes) as reading:
        assert list(reading) == [BG_2024]
        assert reading.labels == {"FREQ": {"A": "Annual"}, "GEO": {"BG": "Bulgaria"}}
    assert refusal(sdmx("Annual,New Atlantis,2024,50.9,bu")) == [
        (
            2,
            "geo",
            "“New Atlantis” is no code (letters, digits, _ and - only): "
            "save the file with codes, or add this label to the code list.",
        )
    ]
    assert refusal(sdmx("Annual,Austria,2024,1,", "Annual,Atlantis,2024,2,"), codes=codes) == [
        (
            3,
            "geo",
            "“Atlantis” is no label of GEO in the code list: "
            "add it there, or save the file with codes.",
        )
    ]


@pytest.mark.parametrize(
    ("lines", "codes", "culprit"),
    [
        (("A,BG,2024,1,", "A: Annual,BG,2023,1,"), {}, "A: Annual"),
        (("Annual,BG,2024,1,", "A,BG,2023,1,"), {"FREQ": {"Annual": "A"}}, "A"),
        (("A,BG,2024,1,", "Annual,BG,2023,1,"), {"FREQ": {"Annual": "A"}}, "Annual"),
    ],
)
def test_codes_and_labels_in_one_column_are_refused(lines, codes, culprit):
    assert refusal(sdmx(*lines), codes=codes) == [
        (
            3,
            "freq",
            f"“{culprit}”: the column mixes codes and labels; "
            "save the file with one kind in every line.",
        )
    ]


def test_a_word_that_is_both_code_and_label_is_refused_until_the_column_is_known():
    codes = {"GEO": {"F": "M", "France": "F"}}
    assert refusal(sdmx("A,F,2024,1,"), codes=codes) == [
        (2, "geo", "“F” is a code and also the label of M: save the file with codes and labels.")
    ]
    assert [
        row.dimensions["GEO"]
        for row in rows_of(sdmx("A,France,2024,1,", "A,F,2024,2,"), codes=codes)
    ] == ["F", "M"]


def test_two_labels_of_one_code_are_refused():
    assert refusal(sdmx("A:Annual,BG,2024,1,", "A:Yearly,BG,2023,1,")) == [
        (3, "freq", "The code A has two labels, “Annual” and “Yearly”: keep one.")
    ]


def test_the_last_update_is_kept_in_the_file_s_words():
    with read(stream(FORMS["1.0 ids"])) as reading:
        list(reading)
        assert (reading.dataset, reading.updated) == ("ESTAT:X(1.0)", "13/03/25 23:00:00")


def test_interval_sample_note_and_confidentiality_are_read():
    header = (
        "STRUCTURE,STRUCTURE_ID,freq,TIME_PERIOD,OBS_VALUE,CONF_STATUS,"
        "OBS_LOW,OBS_HIGH,SAMPLE_SIZE,COMMENT_OBS"
    )
    (row,) = rows_of(sdmx("A,2024,50,F,48.5,51.5,1200,by phone", header=header))
    assert (row.confidentiality, row.low, row.high, row.sample_size, row.note) == (
        "F",
        Decimal("48.5"),
        Decimal("51.5"),
        1200,
        "by phone",
    )


@pytest.mark.parametrize(
    ("letters", "flags"),
    [
        ("", set()),
        ("s", {Flag.IMPUTED}),
        ("i", {Flag.IMPUTED}),
        ("z", {Flag.MISSING}),
        ("bep", {Flag.BREAK, Flag.ESTIMATED, Flag.PROVISIONAL}),
        (
            "cdfnr",
            {
                Flag.CONFIDENTIAL,
                Flag.DEFINITION_DIFFERS,
                Flag.FORECAST,
                Flag.NOT_SIGNIFICANT,
                Flag.REVISED,
            },
        ),
    ],
)
def test_eurostat_flags(letters, flags):
    assert rows_of(sdmx(f"A,BG,2024,1,{letters}"))[0].flags == flags


@pytest.mark.parametrize(
    ("letters", "flags"),
    [("A", set()), ("O", {Flag.MISSING}), ("Q", {Flag.CONFIDENTIAL}), ("P", {Flag.PROVISIONAL})],
)
def test_sdmx_flags(letters, flags):
    header = "STRUCTURE,STRUCTURE_ID,freq,TIME_PERIOD,OBS_VALUE,OBS_STATUS"
    assert rows_of(sdmx(f"A,2024,1,{letters}", header=header))[0].flags == flags


def test_a_strike_is_no_eurostat_estimate():
    header = "STRUCTURE,STRUCTURE_ID,freq,TIME_PERIOD,OBS_VALUE,OBS_STATUS"
    assert refusal(sdmx("A,2024,1,S", header=header)) == [
        (
            2,
            "OBS_STATUS",
            "“S” holds an unknown flag, S: use the letters A B C D E F H I L M N O P Q R U.",
        )
    ]


@pytest.mark.parametrize(
    ("header", "mistake"),
    [
        (
            "STRUCTURE,STRUCTURE_ID,freq,TIME_PERIOD,OBS_VALUE,UNIT_MULT",
            (
                1,
                "UNIT_MULT",
                "The column “UNIT_MULT” is unknown: delete it; dimensions stand before OBS_VALUE.",
            ),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,freq,UNIT_MULT,TIME_PERIOD,OBS_VALUE",
            (
                1,
                "UNIT_MULT",
                "The column “UNIT_MULT” is unknown: delete it; dimensions stand before OBS_VALUE.",
            ),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,freq,freq,TIME_PERIOD,OBS_VALUE",
            (1, "FREQ", "Two columns are called “FREQ”."),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,freq,OBS_VALUE",
            (1, "TIME_PERIOD", "The column TIME_PERIOD is missing."),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,TIME_PERIOD,OBS_VALUE",
            (1, "", "The file has no dimension, such as freq or geo."),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,freq,TIME_PERIOD,OBS_VALUE,OBS_FLAG,OBS_STATUS",
            (1, "OBS_STATUS", "The columns “OBS_FLAG” and “OBS_STATUS” say the same: delete one."),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Frequency,TIME_PERIOD",
            (1, "TIME_PERIOD", "The column of labels beside “TIME_PERIOD” is missing."),
        ),
        (
            "STRUCTURE,STRUCTURE_ID,freq,,TIME_PERIOD,OBS_VALUE",
            (1, "", "Column 4 has no name: name it or delete it."),
        ),
    ],
)
def test_headers_that_make_no_data_set(header, mistake):
    assert refusal(sdmx(header=header)) == [mistake]


def test_deletions_and_other_structures_are_refused():
    header = "STRUCTURE,STRUCTURE_ID,ACTION,freq,TIME_PERIOD,OBS_VALUE"
    content = f"{header}\ndataflow,ESTAT:X(1.0),D,A,2024,1\nmetadataflow,ESTAT:X(1.0),I,A,2023,1\n"
    assert refusal(content) == [
        (
            2,
            "ACTION",
            "The action “D” is not carried out: a file can add figures (I, A, R, M) only.",
        ),
        (3, "STRUCTURE", "“metadataflow” is no structure: write dataflow."),
    ]


def test_several_data_sets_are_refused():
    content = sdmx("A,BG,2024,1,") + "dataflow,ESTAT:Y(1.0),A,BG,2024,1,\n"
    assert refusal(content) == [
        (
            3,
            "STRUCTURE_ID",
            "The row belongs to ESTAT:Y(1.0), not to ESTAT:X(1.0): one data set a file.",
        )
    ]


@pytest.mark.parametrize("expected", ["x", "X", "ESTAT:X(1.0)"])
def test_the_expected_data_set_may_be_named_in_short(expected):
    assert rows_of(FORMS["2.0 ids"], dataset=expected) == [BG_2024]


def test_another_data_set_than_expected_is_refused():
    assert refusal(FORMS["2.0 ids"], dataset="LFSA_ERGAN") == [
        (
            2,
            "STRUCTURE_ID",
            "The row belongs to ESTAT:X(1.0), not to LFSA_ERGAN: one data set a file.",
        )
    ]


def test_standard_ids():
    assert [standard_id(name) for name in ("geo", "GEO", "sex", "unit_measure")] == [
        "REF_AREA",
        "REF_AREA",
        "SEX",
        "UNIT",
    ]

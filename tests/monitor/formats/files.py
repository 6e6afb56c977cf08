from io import BytesIO

import pytest

from opencity.monitor.formats.mistakes import BadFile
from opencity.monitor.formats.reading import read


def rows_of(content, **options):
    """Return the rows of a file given as bytes or text."""
    with read(stream(content), **options) as reading:
        return list(reading)


def refusal(content, **options):
    """Return line, column and reason of every mistake for which a file is refused."""
    with pytest.raises(BadFile) as caught:
        rows_of(content, **options)
    return [(one.line, one.column, one.reason) for one in caught.value.mistakes]


def stream(content):
    return BytesIO(content.encode() if isinstance(content, str) else content)


def sdmx(*lines, header="STRUCTURE,STRUCTURE_ID,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"):
    """Return a small SDMX-CSV file of one data set."""
    return "\n".join([header, *(f"dataflow,ESTAT:X(1.0),{line}" for line in lines)]) + "\n"


def plain(*lines, header="FREQ,GEO,period,value,flags,low,high,sample_size,confidentiality,note"):
    """Return a small file in the layout of the template."""
    return "\n".join([header, *lines]) + "\n"

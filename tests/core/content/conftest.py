from __future__ import annotations

import pytest


@pytest.fixture
def file_with(tmp_path):
    """Return a function that writes a content file."""

    def write(text: str | bytes):
        file = tmp_path / "content.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


@pytest.fixture
def entry_of(file_with):
    """Return a function that reads a text as the top entry of a content file."""
    from opencity.core.content import read_file

    return lambda text: read_file(file_with(text))

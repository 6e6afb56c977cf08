import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """Messages are compared word for word."""
    with translation.override("en"):
        yield

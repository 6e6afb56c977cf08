"""The promises of the test set-up itself."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "city.example"])
def test_no_test_reaches_beyond_this_machine(host):
    with pytest.raises(RuntimeError, match="tests stay on this machine"):
        socket.create_connection((host, 80), timeout=1)


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_no_socket_reaches_beyond_this_machine(method):
    with socket.socket() as client, pytest.raises(RuntimeError, match="192.0.2.1"):
        getattr(client, method)(("192.0.2.1", 80))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_this_machine_can_be_reached(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection((host, address[1]), timeout=5) as client:
            assert client.getpeername() == address


def test_each_run_has_a_data_folder_of_its_own():
    assert Path(settings.DATA) == Path(os.environ["OPENCITY_DATA"]).resolve()
    assert Path(tempfile.gettempdir()).resolve() in Path(settings.DATA).parents


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_tests_run_on_the_database_that_was_chosen(request):
    assert connection.vendor == request.config.getoption("database")


@pytest.mark.django_db
def test_the_test_database_is_a_file_that_threads_can_share():
    assert Path(connection.settings_dict["NAME"]).is_relative_to(settings.DATA)
    assert not connection.is_in_memory_db()

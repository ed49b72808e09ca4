"""After a fork, a connection of the parent serves the child no more: answers would mix."""

import os

import pytest

from tests.services.serving import demo_environment, finished

SCRIPT = """
import os, django
django.setup()
from django.db import connection, transaction

def server_process():
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return cursor.fetchone()[0]

with transaction.atomic():
    before = server_process()
    child = os.fork()
    if not child:
        assert not connection.in_atomic_block
        other = server_process()
        os._exit(0 if other not in (None, before) else 3)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, "the child was served by the parent's connection"
    assert server_process() == before, "the parent lost its connection"
connection.close()
"""


@pytest.mark.parametrize("role", ["web", "worker"])  # with a pool, and without
def test_child_is_served_by_a_connection_of_its_own(role: str) -> None:
    environment = demo_environment(DB_HOST=os.environ["DB_HOST"], DB_NAME="postgres", DB_ROLE=role)

    code, said = finished(["-c", SCRIPT], environment)

    assert code == 0, said

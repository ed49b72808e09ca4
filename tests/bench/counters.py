"""What one request makes PostgreSQL do, by its own counters: the same on every machine, however busy it is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.bench.cases import Case
from tests.bench.driving import asked
from tests.bench.plans import Plan
from tests.bench.servers import Servers

WARM, COUNTED = 24, 24
TOTALS = """
    select (select coalesce(sum(calls), 0) from pg_stat_user_functions where schemaname = 'isolation')::bigint,
           (select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) from pg_stat_user_tables)::bigint
"""
END_OTHERS = """
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
"""


@dataclass(frozen=True)
class Work:
    """Calls of isolation functions, and rows read from tables, found by an index or not; of one request."""

    functions: int
    rows: int


@contextmanager
def functions_tracked(servers: Servers) -> Iterator[None]:
    """Inside, PostgreSQL counts calls of functions."""
    with servers.superuser() as connection:
        for change in ("set track_functions = 'all'", "reset track_functions"):
            connection.execute(f"alter system {change}")
            connection.execute("select pg_reload_conf()")
            time.sleep(0.5)
            if change.startswith("set"):
                yield


def work_of(servers: Servers, case: Case, plan: Plan) -> Work:
    """What a request of this case takes, on an average of many."""
    requests = plan.at(servers.versions()).requests
    with servers.superuser("wellschool") as connection:
        for n in range(WARM + COUNTED):
            if n == WARM:  # those before fill caches
                before = totals(connection)
            asked(servers.ports[case.server], requests[n % len(requests)], plan.status)
        after = totals(connection)
    functions, rows = ((late - early) / COUNTED for early, late in zip(before, after, strict=True))
    return Work(round(functions), round(rows))


def totals(connection: psycopg.Connection) -> tuple[int, int]:
    """All so far. A connection that ends says what it has counted; the server's pool opens others."""
    connection.execute(END_OTHERS)
    functions, rows = connection.execute(TOTALS).fetchone() or (0, 0)
    return functions, rows

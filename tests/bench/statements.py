"""The statements of one request, from PostgreSQL's own log."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.cases import Case
from tests.bench.driving import asked
from tests.bench.plans import Plan
from tests.bench.servers import Servers

WARM, COUNTED = 24, 9
STATEMENT = re.compile(r"^\[\d+\] LOG:  duration: ([\d.]+) ms  (?:statement|execute [^:]*): (.*)$")


def statements_of(servers: Servers, case: Case, plan: Plan) -> list[str]:
    """What PostgreSQL was asked for one request, `BEGIN` and `COMMIT` included: the list that most requests had."""
    requests = plan.at(servers.versions()).requests
    seen = []
    for n in range(WARM + COUNTED):
        request = requests[n % len(requests)]
        with logged(servers) as lines:
            body, _ = asked(servers.ports[case.server], request, plan.status)
        if plan.must not in body.decode():
            raise SystemExit(f"{case.plan}: answered without {plan.must}")
        if n >= WARM:  # the first ones open connections and fill caches
            seen.append(lines)
    usual = Counter(len(lines) for lines in seen).most_common(1)[0][0]
    return next(lines for lines in seen if len(lines) == usual)


@contextmanager
def logged(servers: Servers) -> Iterator[list[str]]:
    """Inside, requests; afterwards the list holds what PostgreSQL logged meanwhile, each with its time."""
    lines: list[str] = []
    start = servers.log.stat().st_size
    yield lines
    time.sleep(0.03)
    with servers.log.open("rb") as log:
        log.seek(start)
        text = log.read().decode(errors="replace")
    for line in text.splitlines():
        if found := STATEMENT.match(line):
            lines.append(f"{found[1]} ms  {found[2]}".rstrip())
        elif lines and line.startswith("\t"):
            lines[-1] += " " + line.strip()


@contextmanager
def everything_logged(servers: Servers) -> Iterator[None]:
    """Inside, PostgreSQL logs each statement with its time."""
    with servers.superuser() as connection:
        connection.execute("alter system set log_min_duration_statement = 0")
        connection.execute("select pg_reload_conf()")
        time.sleep(0.5)
        yield
        connection.execute("alter system reset log_min_duration_statement")
        connection.execute("select pg_reload_conf()")
        time.sleep(0.5)

"""Driving one case with wrk, and what it cost: processor time for each good answer, how long an answer took."""

import http.client
import json
import os
import re
import subprocess
import time
from pathlib import Path

from tests.bench.cases import Case
from tests.bench.plans import Plan, Request, as_lua
from tests.bench.servers import Servers

SCRIPT = Path(__file__).with_name("drive.lua")
RESULT = re.compile(r"^RESULT (.*)$", re.MULTILINE)
TICK = os.sysconf("SC_CLK_TCK")


def drive(servers: Servers, case: Case, plan: Plan, seconds: int) -> dict[str, float]:
    """One run. `cpu_ms` is what all three programs used for each good answer; `others` are cores used besides."""
    versions = servers.versions() if plan.is_once else {}
    file = servers.folder / "plan.lua"
    file.write_text(as_lua(plan.at(versions)))
    before, began, busy = servers.cpu_seconds(case.server), time.monotonic(), busy_seconds()
    done = subprocess.run(
        [
            *("wrk", "-t1", f"-c{case.clients}", f"-d{seconds}s", "--timeout", "20s", "-s", str(SCRIPT)),
            f"http://127.0.0.1:{servers.ports[case.server]}",
        ],
        env={**os.environ, "BENCH_PLAN": str(file)},
        check=False,
        capture_output=True,
        text=True,
        timeout=seconds + 60,
    )
    after, elapsed = servers.cpu_seconds(case.server), time.monotonic() - began
    found = RESULT.search(done.stdout)
    if found is None:
        raise SystemExit(f"wrk failed: {done.stdout[-500:]} {done.stderr[-500:]}")
    run: dict[str, float] = json.loads(found[1])
    if not run["good"]:
        raise SystemExit(f"{case.plan}: no good answer; the last bad one was {run['last_bad']:.0f}.")
    used = {what: after[what] - before[what] for what in after}
    run |= {f"{what}_ms": 1000 * spent / run["good"] for what, spent in used.items()}
    run["cpu_ms"] = 1000 * sum(used.values()) / run["good"]
    run["all_busy_cores"] = (busy_seconds() - busy) / elapsed
    return run


def asked(port: int, request: Request, status: int = 200) -> tuple[bytes, str]:
    """One answer: its body as it travels, and its encoding. Any other status ends the run."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    connection.request(request.method, request.path, request.body, request.headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != status:
        raise SystemExit(f"{request.path}: answered {answer.status}")
    return body, answer.headers.get("Content-Encoding", "")


def busy_seconds() -> float:
    """Processor time that this machine has used; 0 where the kernel does not say."""
    try:
        ticks = [int(n) for n in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0
    return (sum(ticks) - ticks[3] - ticks[4]) / TICK

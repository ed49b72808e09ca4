"""What it costs to compress the longest page, in the proxy that does it, and how much smaller that makes it."""

import contextlib
import os
import sys
from pathlib import Path

from tests.bench.driving import asked
from tests.bench.plans import Request, read_plan
from tests.bench.servers import Servers, free_port, seconds_of_tree, wait_until
from wellschool.services.processes import spawn
from wellschool.settings.environment import ROOT

TITLE = "compressing"
PLAN = "comparison"
TIMES = 400
WAYS = ("identity", "gzip", "zstd")
MOST = 0.25  # of what making the page takes, in processor time
SMALLER = 8  # times, at least


def measured(servers: Servers) -> tuple[str, bool]:
    """Each way in words, and whether the dearest of them is worth it."""
    requests = list(read_plan(servers.folder / f"{PLAN}.json").requests)
    before = sum(servers.cpu_seconds("product").values())
    page = b""
    for n in range(TIMES):
        page, _ = asked(servers.ports["product"], requests[n % len(requests)])
    making = (sum(servers.cpu_seconds("product").values()) - before) / TIMES
    file = servers.folder / "page.html"
    file.write_bytes(page)
    with contextlib.ExitStack() as stack:
        port, proxy = proxied(stack, servers, file)
        costs = {way: cost_of(port, proxy, way) for way in WAYS}
    plain, size = costs["identity"]
    lines = [f"{TITLE} the comparison in Caddy; making it takes {1000 * making:.1f} ms of processor time:"]
    is_met = True
    for way in WAYS[1:]:
        seconds, sent = costs[way]
        share = (seconds - plain) / making
        is_met &= share <= MOST and size / sent >= SMALLER
        lines.append(
            f"  {way}: {size / 1000:.0f} kB become {sent / 1000:.1f} kB for {1000 * (seconds - plain):.2f} ms, "
            f"{share:.2f} of making it" + ("" if share <= MOST and size / sent >= SMALLER else "  MISSED")
        )
    lines.append(f"  budget: at most {MOST} of making it, and {SMALLER} times smaller")
    return "\n".join(lines), is_met


def proxied(stack: contextlib.ExitStack, servers: Servers, file: Path) -> tuple[int, int]:
    """The proxy as in deployment, before a server that answers with this page at once: its port and its process."""
    port, upstream = free_port(), free_port()
    quiet = ["--no-ws", "--log-level", "warning", "tests.services.hello:application"]
    hello = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(upstream), *quiet]
    folder = str(servers.folder)
    told = {
        "SITE_HOST": f"http://localhost:{port}", "WEB_UPSTREAM": f"127.0.0.1:{upstream}", "XDG_DATA_HOME": folder,
        "XDG_CONFIG_HOME": folder, "CADDY_ADMIN": f"unix/{folder}/caddy.sock", "HELLO_PAGE": str(file),
    }  # fmt: skip
    caddy = [str(Path(sys.executable).with_name("caddy")), "run", "--config", str(ROOT / "deploy" / "Caddyfile")]
    processes = [
        spawn(argv, cwd=ROOT, env={**os.environ, **told}, stdout=servers.output, stderr=servers.output)
        for argv in ([sys.executable, *hello], [*caddy, "--adapter", "caddyfile"])
    ]
    for process, listening in zip(processes, (upstream, port), strict=True):
        stack.callback(process.wait, 20)
        stack.callback(process.terminate)
        wait_until(listening, process)
    return port, processes[1].pid


def cost_of(port: int, proxy: int, way: str) -> tuple[float, int]:
    """Processor seconds of the proxy for one answer that is sent this way, and its bytes."""
    request = Request("GET", "/page/", {"Host": "localhost", "Accept-Encoding": way, "Sec-Fetch-Site": "same-origin"})
    before = 0.0
    sent = b""
    for n in range(2 * TIMES):
        if n == TIMES:  # the first half warms up
            before = seconds_of_tree(proxy)
        sent, encoding = asked(port, request)
        if encoding != ("" if way == "identity" else way):
            raise SystemExit(f"The proxy sent {encoding or 'nothing special'} where {way} was asked for.")
    return (seconds_of_tree(proxy) - before) / TIMES, len(sent)

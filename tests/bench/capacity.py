"""How much two cores carry: saves and pages come at a fixed rate, whether or not those before have been answered.

Each answer's time counts from when its request was due, so that a queue shows. What the server said is stored is looked
up in the database afterwards: nothing that was acknowledged may be missing.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import quantiles

from tests.bench.plans import VERSION, Plan, Request, read_plan
from tests.bench.servers import Servers

TITLE = "capacity"
PAGES = ("comparison", "rating page", "comparison, hidden")
# saves and pages a second, and for how many seconds; the first warms up
RATES = ((30, 5, 5), (30, 5, 15), (100, 8, 15), (200, 8, 15), (300, 8, 30), (500, 8, 15), (800, 8, 15))
CARRIED = 100  # saves a second that must be answered soon, and without a refusal
MOST_P95 = 0.3  # seconds, at that rate
LONGEST = 4.0  # seconds, for any answer at any rate: nothing waits for ever
GIVEN_UP = 30.0  # seconds
Key = tuple[int, int]  # reviewer, statement


@dataclass
class Seen:
    """What came of one kind of request at one rate."""

    seconds: list[float] = field(default_factory=list)  # of good answers
    refused: list[float] = field(default_factory=list)  # seconds until a 503
    others: Counter[str] = field(default_factory=Counter)

    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else 0.0


class Line:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def ask(self, request: bytes) -> tuple[int, dict[str, str]]:
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        if "content-length" in headers:
            await self.reader.readexactly(int(headers["content-length"]))
        elif "chunked" in headers.get("transfer-encoding", ""):
            await self.reader.readuntil(b"0\r\n\r\n")
        return int(head[0].split()[1]), headers


class Load:
    """One rate against the product."""

    def __init__(self, port: int, saves: Plan, pages: list[Request], versions: dict[Key, int]) -> None:
        self.port, self.saves, self.pages = port, saves, pages
        self.versions = versions  # as the server has acknowledged them
        self.flying: set[Key] = set()
        self.unsure: set[Key] = set()  # no answer came: it may be stored, or not
        self.idle: list[Line] = []
        self.chance = random.Random(11)
        self.saved, self.shown = Seen(), Seen()

    async def run(self, saves: int, pages: int, seconds: int) -> None:
        began, tasks = time.monotonic(), []
        due = sorted(
            [(n / saves, True) for n in range(saves * seconds)] + [(n / pages, False) for n in range(pages * seconds)]
        )
        for moment, is_save in due:
            if (wait := began + moment - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            tasks.append(asyncio.create_task(self.one(began + moment, is_save=is_save)))
        await asyncio.gather(*tasks)
        for line in self.idle:
            line.writer.close()

    async def one(self, due: float, *, is_save: bool) -> None:
        seen = self.saved if is_save else self.shown
        request = self.next_save() if is_save else self.chance.choice(self.pages)
        key = request.rating
        try:
            status, headers = await asyncio.wait_for(self.sent(request), GIVEN_UP)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            seen.others[type(error).__name__] += 1
            if key:
                self.unsure.add(key)
        else:
            took = time.monotonic() - due
            if status == 503:
                seen.refused.append(took)
            elif status == 200:
                seen.seconds.append(took)
                if key:
                    self.versions[key] = int(headers["x-version"])
            else:
                seen.others[str(status)] += 1
        finally:
            if key:
                self.flying.discard(key)

    def next_save(self) -> Request:
        """A statement that is not being saved."""
        while True:
            request = self.chance.choice(self.saves.requests)
            if request.rating and request.rating not in self.flying:
                self.flying.add(request.rating)
                return request

    async def sent(self, request: Request) -> tuple[int, dict[str, str]]:
        body = (request.body or "").replace(VERSION, str(self.versions.get(request.rating or (0, 0), 0)))
        head = [f"{request.method} {request.path} HTTP/1.1", *(f"{k}: {v}" for k, v in request.headers.items())]
        head.append(f"Content-Length: {len(body)}")
        line = self.idle.pop() if self.idle else Line(*await asyncio.open_connection("127.0.0.1", self.port))
        answer = await line.ask(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        self.idle.append(line)
        return answer


def measured(servers: Servers) -> tuple[str, bool]:
    """Every rate, one after the other, in words; and whether it keeps to its budgets."""
    saves = read_plan(servers.folder / "save.json")
    pages = [request for name in PAGES for request in read_plan(servers.folder / f"{name}.json").requests]
    lines, all_met = [f"{TITLE} (two web processes of four, everything on this machine):"], True
    for rate in RATES:
        load = Load(servers.ports["product"], saves, pages, servers.versions())
        asyncio.run(load.run(*rate))
        stored = servers.versions()
        lost = [key for key, version in load.versions.items() if stored.get(key, 0) < version]
        more = [k for k, version in load.versions.items() if stored.get(k, 0) > version and k not in load.unsure]
        if rate == RATES[0]:
            continue
        is_met = keeps(load, rate[0]) and not lost and not more
        all_met &= is_met
        lines.append(f"{told(load, rate)} | acknowledged, not stored: {len(lost)}" + ("" if is_met else "  MISSED"))
    lines.append(
        f"  budget: at {CARRIED} saves a second p95 {1000 * MOST_P95:.0f} ms and none refused; at every rate no error, "
        f"no acknowledged save lost, and every answer, also a refusal, within {LONGEST:.0f} s"
    )
    return "\n".join(lines), all_met


def keeps(load: Load, saves: int) -> bool:
    """Whether what came at this rate is within the budgets."""
    seen = (load.saved, load.shown)
    longest = max((s for one in seen for s in (*one.seconds, *one.refused)), default=0.0)
    if any(one.others for one in seen) or longest > LONGEST:
        return False
    return saves > CARRIED or all(one.p95() <= MOST_P95 and not one.refused for one in seen)


def told(load: Load, rate: tuple[int, int, int]) -> str:
    """One rate's line."""
    saves, pages, seconds = rate
    cells = [f"  {saves:4} saves and {pages} pages a second, {seconds} s"]
    for name, one in (("saves", load.saved), ("pages", load.shown)):
        p95 = f"p95 {1000 * one.p95():4.0f} ms" if len(one.seconds) > 1 else ""
        cells.append(
            f"{name} {len(one.seconds):5} {p95}, come again {len(one.refused):4}" + str(dict(one.others) or "")
        )
    longest = max((s for one in (load.saved, load.shown) for s in (*one.seconds, *one.refused)), default=0.0)
    return " | ".join([*cells, f"longest {longest:.1f} s"])

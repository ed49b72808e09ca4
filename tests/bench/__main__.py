"""Measures the product beside a floor in one run: `make bench`, or `make bench ARGS="--seconds 2 --repeats 3"`.

Ends with 1 when a budget is missed. What is measured and why: docs/performance.md.
"""

import argparse
import contextlib
import random
import shutil
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tests.bench import capacity, compressing, importing, national
from tests.bench.cases import CASES, REPORTS, Case
from tests.bench.counters import Work, functions_tracked, work_of
from tests.bench.driving import drive
from tests.bench.figures import Figure, Runs, figures_of, table
from tests.bench.plans import Plan, read_plan
from tests.bench.printing import printed
from tests.bench.servers import Servers
from tests.bench.statements import everything_logged, statements_of

WARM_SECONDS, WARM_RUNS = 1, 2
PAUSE_SECONDS = 0.3  # until what the case before left in the servers has ended


def main() -> int:
    """Measure, print, and say by the exit code whether every budget is met."""
    options = read_options()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing. On Debian or Ubuntu: sudo apt-get install wrk")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything is stopped and removed
    cases = [case for case in CASES if options.only in case.title]
    cases = [case for case in CASES if case in cases or case.plan in {c.base for c in cases}]
    figures: list[Figure] = []
    with contextlib.ExitStack() as stack:
        servers = Servers(stack)
        say("Starting PostgreSQL, Valkey and both web servers, filling both databases …")
        servers.start()
        servers.fill()
        if options.large:
            say("Filling in England …")
            national.fill_large(servers)
        servers.serve()
        plans = {case.plan: read_plan(servers.folder / f"{case.plan}.json") for case in cases}
        if cases:
            lists = count(servers, cases, plans)
            if options.show_statements:
                show(lists)
            works = work(servers, cases, plans)
            figures += figures_of(judged(cases, options), run(servers, cases, plans, options), lists, works)
        if reports := [case for case in REPORTS if options.only in case.title]:
            say("Making reports …")
            figures += printed(servers, reports, 2 * options.repeats)
        told = list(told_in_words(servers, options))
    say("\n" + "\n\n".join([table(figures), *(words for words, _ in told)]))
    return 0 if all(is_met for _, is_met in told) and all(figure.is_met for figure in figures) else 1


def told_in_words(servers: Servers, options: argparse.Namespace) -> Iterator[tuple[str, bool]]:
    """What has words of its own rather than a line of the table, and whether it keeps to its budgets."""
    if options.only in capacity.TITLE:
        say("Sending more and more at once …")
        yield capacity.measured(servers)
    if options.only in compressing.TITLE:
        say("Compressing a page …")
        yield compressing.measured(servers)
    if options.only in importing.TITLE:
        say("Bringing in the register …")
        yield importing.imported(servers)
    if options.only in national.TITLE and not options.large:
        say("Making national releases …")
        yield national.measured(servers, (1, 10) if options.ten_times else (1,))


def read_options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--seconds", type=int, default=3, help="of each case in each repetition (3)")
    parser.add_argument("--repeats", type=int, default=6, help="repetitions (6)")
    parser.add_argument("--only", default="", metavar="WORDS", help="cases with these words in their title")
    parser.add_argument("--ten-times", action="store_true", help="the national picture over ten Englands, too")
    parser.add_argument("--large", action="store_true", help="beside all of England, with 302,400 ratings and more")
    parser.add_argument("--show-statements", action="store_true", help="print each case's statements")
    return parser.parse_args()


def run(servers: Servers, cases: list[Case], plans: dict[str, Plan], options: argparse.Namespace) -> Runs:
    """Every case in each repetition, in an order of its own; a case is compared with its base there."""
    for case in cases * WARM_RUNS:
        drive(servers, case, plans[case.plan], WARM_SECONDS)
    runs: Runs = defaultdict(list)
    order = list(cases)
    for repeat in range(options.repeats):
        random.shuffle(order)
        for case in order:
            time.sleep(PAUSE_SECONDS)
            runs[case.plan].append(drive(servers, case, plans[case.plan], options.seconds))
        say(f"Repetition {repeat + 1} of {options.repeats}")
    if bad := {plan: sum(one["bad"] for one in each) for plan, each in runs.items() if any(o["bad"] for o in each)}:
        raise SystemExit(f"Some answers were not what they should be: {bad}")
    return runs


def count(servers: Servers, cases: list[Case], plans: dict[str, Plan]) -> dict[str, list[str]]:
    """The statements of one request of each case."""
    with everything_logged(servers):
        return {case.plan: statements_of(servers, case, plans[case.plan]) for case in cases}


def judged(cases: list[Case], options: argparse.Namespace) -> list[Case]:
    """The cases with the budgets that hold for these data."""
    if not options.large:
        return [replace(case, rows=None) for case in cases]
    return [replace(case, budget=None) if case.grows else case for case in cases]


def work(servers: Servers, cases: list[Case], plans: dict[str, Plan]) -> dict[str, Work]:
    """What one request of each of the product's cases makes PostgreSQL do."""
    with functions_tracked(servers):
        return {case.plan: work_of(servers, case, plans[case.plan]) for case in cases if case.server != "floor"}


def show(lists: dict[str, list[str]]) -> None:
    """Each case's statements, a line each."""
    for plan, statements in lists.items():
        say(f"\n{plan}: {len(statements)} statements")
        for statement in statements:
            say("  " + " ".join(statement.split())[:300])


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 a command for a person at a terminal


if __name__ == "__main__":
    sys.exit(main())

"""The register's import: the whole of England within its budget, and half of it in about half the time."""

import json
from typing import Any

from tests.bench.servers import Servers, finish
from tests.extracts import England

SECONDS, MEGABYTES = 60, 300  # budgets of the whole: 2,321 trusts, 50,000 rows of schools
LINEAR = (1.5, 2.5)  # how many times half the rows' processor time the whole may take
TITLE = "import of the register"
# the whole comes first, to an empty register; it is emptied before half of it comes
EMPTY = (
    "delete from accounts_registerword", "delete from accounts_earliername", "delete from accounts_school",
    "delete from accounts_registeredtrust",
)  # fmt: skip


def imported(servers: Servers) -> tuple[str, bool]:
    """What was measured, in lines, and whether it is within its budgets."""
    whole, again = bring_in(servers, 1.0), bring_in(servers, 1.0, fill=False)
    with servers.superuser("wellschool") as connection:
        for statement in EMPTY:
            connection.execute(statement)
    half = bring_in(servers, 0.5)
    ratio = whole["cpu"] / half["cpu"]
    met = total(whole) <= SECONDS and whole["megabytes"] <= MEGABYTES and LINEAR[0] <= ratio <= LINEAR[1]
    lines = [line("the whole", whole), line("the whole again", again), line("half of it", half)]
    lines.append(f"  the whole takes {ratio:.2f} times the processor time of half of it ({LINEAR[0]} to {LINEAR[1]})")
    lines.append(f"  budget: {SECONDS} s, {MEGABYTES} MB: {'met' if met else 'MISSED'}")
    return "\n".join([f"{TITLE}:", *lines]), met


def bring_in(servers: Servers, share: float, *, fill: bool = True) -> dict[str, Any]:
    england = England(share)
    if fill:
        files = {
            "allgroupsdata": england.groups(), "edubasealldata": england.edubase(), "alllinksdata": england.links(),
        }  # fmt: skip
        for kind, content in files.items():
            with (servers.folder / kind).open("wb") as file:
                file.writelines(content)
    command = ("-m", "tests.bench.product.importing", servers.folder, "imported")
    before = servers.cpu_seconds("product")["postgres"]
    finish(servers.command("product", *command, login="wellschool_worker"), servers.log)
    told = dict(json.loads((servers.folder / "imported.json").read_text()))
    return {**told, "cpu": told["cpu"] + servers.cpu_seconds("product")["postgres"] - before}


def total(told: dict[str, Any]) -> float:
    return float(told["check"] + told["apply"])


def line(what: str, told: dict[str, Any]) -> str:
    trusts, schools = (sum(told["counts"][kind].values()) for kind in ("trusts", "schools"))
    times = f"checked in {told['check']:.1f} s, applied in {told['apply']:.1f} s, {told['cpu']:.1f} s of the processor"
    memory = f"{told['megabytes']:.0f} MB; a search takes {told['search']:.1f} ms"
    return f"  {what}: {trusts:,} trusts and {schools:,} schools in trusts; {times}, {memory}"

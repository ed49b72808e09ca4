"""Charts of shares: a bar is drawn to its whole, what is withheld says so, nothing is cut off."""

import re

from reviews.design.charts import SLIM, WIDE
from reviews.design.share_charts import (
    CHANGE_KINDS,
    ShareRow,
    bars_of_shares,
    finding,
    in_words,
    level_kinds,
    table_of_shares,
)
from tests.scales import THREE

LEVELS = level_kinds(THREE)
SHORT, LONG = ShareRow.of_tenths("Domain 1", (3, 4, 2, 0)), ShareRow.of_tenths("Domain 2", (4, 5, 2, 0))
WITHHELD = ShareRow.of_tenths("Domain 3", None)


def widths(svg: str) -> list[float]:
    """Of the bars' boxes, without the key's."""
    return [
        float(w) for w, high in re.findall(r'<rect[^>]* width="([\d.]+)" height="([\d.]+)"', svg) if float(high) > 20
    ]


def test_every_bar_is_drawn_to_its_whole_however_its_shares_were_rounded() -> None:
    boxes = widths(bars_of_shares([SHORT, LONG], LEVELS, wide=False))

    assert abs(sum(boxes[:3]) - sum(boxes[3:])) < 1
    assert SLIM * 0.95 < sum(boxes[:3]) <= SLIM


def test_equal_shares_of_a_row_are_as_long() -> None:
    equal = widths(bars_of_shares([ShareRow.of_tenths("Domain 4", (3, 3, 3, 0))], LEVELS))

    assert equal[0] == equal[1] == equal[2]
    assert sum(equal) <= WIDE


def test_a_trusts_own_statements_fill_the_bar() -> None:
    own = ShareRow.of_counts("Our trust", (1, 5, 0, 0))

    assert sum(widths(bars_of_shares([own, SHORT], LEVELS, wide=False))) > SLIM * 1.8


def test_what_is_withheld_says_so_and_counts_for_nothing() -> None:
    svg = bars_of_shares([SHORT, WITHHELD], LEVELS)

    assert "Not shown" in svg
    assert "Domain 3: not shown." in svg
    assert finding([SHORT, WITHHELD], LEVELS) == "Established is commonest"
    assert finding([WITHHELD], LEVELS) == "Nothing can be shown here"
    assert table_of_shares([WITHHELD], "Domain", LEVELS).rows == (("Domain 3", *["Not shown"] * 4),)


def test_change_has_a_key_that_fits() -> None:
    row = ShareRow.of_tenths("Domain 1", (2, 6, 1, 1))
    svg = bars_of_shares([row], CHANGE_KINDS)

    starts = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>Open then or now', svg)]
    assert starts[0] < WIDE - 140
    assert in_words(row, CHANGE_KINDS) == "20% higher, 60% the same, 10% lower, 10% open then or now"


def test_the_long_name_of_a_merged_group_is_not_cut_off() -> None:
    name = "East Midlands, East of England, North East, South West, West Midlands and Yorkshire and the Humber"

    assert "…" not in bars_of_shares([ShareRow.of_tenths(name, (3, 4, 3, 0))], LEVELS, wide=False)

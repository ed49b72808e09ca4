"""Charts of shares: a share is as long in every row, what is withheld says so, nothing is cut off."""

import re

from reviews.design.charts import SLIM, WIDE
from reviews.design.share_charts import (
    CHANGE_KINDS,
    ShareRow,
    bars_of_shares,
    finding,
    in_words,
    table_of_shares,
)

SHORT, LONG = ShareRow.of_tenths("Domain 1", (3, 4, 2, 0)), ShareRow.of_tenths("Domain 2", (4, 5, 2, 0))
WITHHELD = ShareRow.of_tenths("Domain 3", None)


def widths(svg: str) -> list[float]:
    """Of the bars' boxes, without the key's."""
    return [
        float(w) for w, high in re.findall(r'<rect[^>]* width="([\d.]+)" height="([\d.]+)"', svg) if float(high) > 20
    ]


def test_the_same_share_is_as_long_in_every_row() -> None:
    boxes = widths(bars_of_shares([SHORT, LONG]))

    assert boxes[2] == boxes[5]
    assert boxes[1] == boxes[3]
    assert sum(boxes[3:]) <= WIDE


def test_shares_that_add_up_to_less_leave_a_little_out() -> None:
    assert sum(widths(bars_of_shares([SHORT], wide=False))) < 0.9 * SLIM


def test_a_trusts_own_statements_fill_the_bar() -> None:
    own = ShareRow.of_counts("Our trust", (1, 5, 0, 0))

    assert sum(widths(bars_of_shares([own, SHORT], wide=False))) > SLIM * 1.8


def test_what_is_withheld_says_so_and_counts_for_nothing() -> None:
    svg = bars_of_shares([SHORT, WITHHELD])

    assert "Not shown" in svg
    assert "Domain 3: not shown." in svg
    assert finding([SHORT, WITHHELD]) == "Established is commonest"
    assert finding([WITHHELD]) == "Nothing can be shown here"
    assert table_of_shares([WITHHELD], "Domain").rows == (("Domain 3", *["Not shown"] * 4),)


def test_change_has_a_key_that_fits() -> None:
    row = ShareRow.of_tenths("Domain 1", (2, 6, 1, 1))
    svg = bars_of_shares([row], CHANGE_KINDS)

    starts = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>Open then or now', svg)]
    assert starts[0] < WIDE - 140
    assert in_words(row, CHANGE_KINDS) == "20% higher, 60% the same, 10% lower, 10% open then or now"


def test_the_long_name_of_a_merged_group_is_not_cut_off() -> None:
    name = "East Midlands, East of England, North East, South West, West Midlands and Yorkshire and the Humber"

    assert "…" not in bars_of_shares([ShareRow.of_tenths(name, (3, 4, 3, 0))], wide=False)

"""Charts: every count printed, nothing too small to read, the finding and the values in words, safe for any text."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from frameworks.scale import Scale
from reviews.design.chart_rows import name_of, spoken_name
from reviews.design.charts import (
    DomainChange,
    DomainGaps,
    DomainKnowledge,
    DomainLevels,
    as_table,
    change_by_domain,
    change_finding,
    gaps_by_domain,
    gaps_finding,
    knowledge_by_domain,
    levels_by_domain,
    levels_finding,
)
from reviews.design.svg import SIZE, width_of, wrapped
from reviews.design.tokens import custom_properties
from tests.scales import FIVE, FOUR, THREE

SVG = "{http://www.w3.org/2000/svg}"
TITLES = ("Strategic governance", "High quality and inclusive education", "Civic duty and public benefit")
LEVELS = [DomainLevels(n, t, (n, 4 - n, 1), left_open=n - 1) for n, t in enumerate(TITLES, start=1)]
GAPS = [DomainGaps(n, t, wide=n - 1, near=2, same=3, few=n % 2) for n, t in enumerate(TITLES, start=1)]
CHANGES = [
    DomainChange(1, TITLES[0], 2, 5, 6),
    DomainChange(2, TITLES[1], 7, 3, 9),
    DomainChange(7, TITLES[2], 0, 0, 0),
]
KNOWN = [DomainKnowledge(n, t, known=4, some=n - 1, few=2 - n % 2) for n, t in enumerate(TITLES, start=1)]
PILLARS = [DomainGaps(0, t, wide=n, near=2, same=3) for n, t in enumerate(("Live Well", "Lead Well"), start=1)]
CHARTS = [
    (levels_by_domain, LEVELS),
    (gaps_by_domain, GAPS),
    (gaps_by_domain, PILLARS),
    (lambda rows, scale, **more: knowledge_by_domain(rows, **more), KNOWN),
    (change_by_domain, CHANGES),
]
SHOWN_AT = {True: 640, False: 310}  # pixels: the narrowest at which each geometry is shown
each_chart = pytest.mark.parametrize(("draw", "rows"), CHARTS, ids=["levels", "gaps", "pillars", "knowledge", "change"])
each_geometry = pytest.mark.parametrize("wide", [True, False], ids=["wide", "slim"])


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 our own drawing


def words_in(svg: str) -> list[str]:
    return [text.text or "" for text in parsed(svg).iter(f"{SVG}text")]


@each_chart
@each_geometry
def test_no_text_is_below_13_pixels_where_it_is_shown(draw: Callable[..., str], rows: list, wide: bool) -> None:
    svg = parsed(draw(rows, THREE, wide=wide))

    smallest = min(float(text.get("font-size")) for text in svg.iter(f"{SVG}text"))
    assert smallest * SHOWN_AT[wide] / float(svg.get("width")) >= 13


@each_chart
@each_geometry
def test_everything_stays_inside_the_drawing(draw: Callable[..., str], rows: list, wide: bool) -> None:
    svg = parsed(draw(rows, THREE, wide=wide))

    width, height = float(svg.get("width")), float(svg.get("height"))
    for text in svg.iter(f"{SVG}text"):
        x, long = float(text.get("x")), width_of(text.text)
        left = x - long * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
        assert left >= -1
        assert left + long <= width + 1
        assert 0 < float(text.get("y")) <= height
    for box in svg.iter(f"{SVG}rect"):
        assert 0 <= float(box.get("x")) <= float(box.get("x")) + float(box.get("width")) <= width


@each_chart
@each_geometry
def test_it_is_an_image_with_a_title_that_is_its_label(draw: Callable[..., str], rows: list, wide: bool) -> None:
    svg = parsed(draw(rows, THREE, wide=wide, name="here"))

    title = svg.find(f"{SVG}title")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == title.get("id") == f"here-{'wide' if wide else 'slim'}-title"


@each_chart
@each_geometry
def test_colours_are_literal_tokens_and_nothing_relies_on_the_page(
    draw: Callable[..., str], rows: list, wide: bool
) -> None:
    svg = draw(rows, THREE, wide=wide)

    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}", svg)) <= set(custom_properties().values())
    assert not re.search(r"class=|style=|var\(|currentColor|href|url\(|<script", svg)


@each_chart
def test_the_same_rows_give_the_same_drawing(draw: Callable[..., str], rows: list) -> None:
    assert draw(rows, THREE) == draw(list(rows), THREE)


@each_chart
@each_geometry
def test_a_title_with_markup_is_escaped(draw: Callable[..., str], rows: list, wide: bool) -> None:
    hostile = type(rows[0])(**{**vars(rows[0]), "title": "<script>alert('&')</script>\"]]>"})

    svg = parsed(draw([hostile], THREE, wide=wide))

    assert not list(svg.iter(f"{SVG}script"))
    assert "<script>alert('&')</script>" in svg.find(f"{SVG}title").text


@each_geometry
def test_every_count_of_levels_is_printed_in_its_segment(wide: bool) -> None:
    counts = [word for word in words_in(levels_by_domain(LEVELS, THREE, wide=wide)) if word.isdigit()]

    assert counts == [str(n) for row in LEVELS for n in (*row.levels, row.left_open) if n]


@each_geometry
def test_bars_of_levels_are_equally_long_and_bars_of_gaps_as_long_as_their_domains(wide: bool) -> None:
    def ends(svg: str) -> list[float]:
        boxes = [box for box in parsed(svg).iter(f"{SVG}rect") if float(box.get("height")) > 20]
        rows = {box.get("y") for box in boxes}
        return [max(float(b.get("x")) + float(b.get("width")) for b in boxes if b.get("y") == row) for row in rows]

    assert (
        max(ends(levels_by_domain(LEVELS, THREE, wide=wide))) - min(ends(levels_by_domain(LEVELS, THREE, wide=wide)))
        < 1
    )
    assert max(ends(gaps_by_domain(GAPS, THREE, wide=wide))) - min(ends(gaps_by_domain(GAPS, THREE, wide=wide))) > 20


def test_a_lone_statement_among_many_has_room_for_its_count() -> None:
    svg = levels_by_domain([DomainLevels(1, "Long", (60, 1, 0))], THREE, wide=False)

    boxes = [box for box in parsed(svg).iter(f"{SVG}rect") if float(box.get("height")) > 20]
    assert float(boxes[-1].get("width")) > width_of("1")


def test_the_key_shows_left_open_and_too_few_only_where_there_are_any() -> None:
    closed = [DomainLevels(1, "One", (1, 1, 1))]
    plenty = [DomainGaps(1, "One", 1, 1, 1)]

    assert "Left open" in words_in(levels_by_domain(LEVELS, THREE))
    assert "Left open" not in words_in(levels_by_domain(closed, THREE))
    assert "Too few ratings" in words_in(gaps_by_domain(GAPS, THREE))
    assert "Too few ratings" not in words_in(gaps_by_domain(plenty, THREE))


def test_change_is_labelled_with_counts_on_the_outer_side() -> None:
    svg = parsed(change_by_domain(CHANGES, THREE, before="2025/26", after="2026/27"))

    labels = {text.text: text.get("text-anchor") for text in svg.iter(f"{SVG}text")}
    assert labels["5 of 6"] == "start"
    assert labels["3 of 9"] == "end"
    assert {"Not agreed both times", "2025/26", "2026/27"} <= set(labels)


@each_geometry
def test_the_counts_of_all_and_of_none_have_room_beside_their_dots(wide: bool) -> None:
    svg = parsed(
        change_by_domain([DomainChange(1, "All", 0, 9, 9), DomainChange(2, "None", 9, 0, 9)], THREE, wide=wide)
    )

    places = {text.text: float(text.get("x")) for text in svg.iter(f"{SVG}text")}
    assert places["9 of 9"] + width_of("9 of 9") <= float(svg.get("width"))
    assert places["0 of 9"] - width_of("0 of 9") >= 0


def test_rising_and_falling_rows_have_the_same_colour() -> None:
    svg = parsed(change_by_domain(CHANGES, THREE))

    solid = {dot.get("fill") for dot in svg.iter(f"{SVG}circle")}
    assert len(solid) == 2  # hollow and solid, for all rows


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([DomainLevels(1, "A", (2, 7, 1))], "Established is the commonest level, for 7 of 10 statements"),
        ([DomainLevels(1, "A", (3, 3, 1))], "Emerging and Established are equally common: 3 statements each"),
        ([DomainLevels(1, "A", (0, 0, 0), 4)], "All 4 statements are left open"),
        ([DomainLevels(1, "A", (1, 7, 2), 32)], "32 of 42 statements are left open; 7 are Established"),
        (
            [DomainLevels(1, "A", (1, 3, 3), 3)],
            "3 of 10 statements are left open; 3 are Established and as many Embedded",
        ),
    ],
)
def test_the_finding_about_levels(rows: list[DomainLevels], words: str) -> None:
    assert levels_finding(rows, THREE) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([DomainGaps(1, "A", 1, 2, 3), DomainGaps(2, "B", 0, 1, 3)], "Views differ on 4 of 10, most in domain 1"),
        ([DomainGaps(1, "A", 1, 0, 3), DomainGaps(2, "B", 0, 1, 3)], "Views differ on 2 of 8 statements"),
        ([DomainGaps(1, "A", 0, 0, 3, 1)], "Views differ on none of 4 statements"),
    ],
)
def test_the_finding_about_gaps(rows: list[DomainGaps], words: str) -> None:
    assert gaps_finding(rows) == words


def test_the_finding_about_change() -> None:
    assert change_finding(CHANGES, THREE) == "8 of 15 Established or Embedded now, 9 last time"


@pytest.mark.parametrize("finding", [levels_finding(LEVELS, THREE), gaps_finding(GAPS), change_finding(CHANGES, THREE)])
def test_a_finding_has_ten_words_or_fewer(finding: str) -> None:
    assert len(finding.split()) <= 10


@each_chart
def test_the_table_has_the_numbers_of_the_title(draw: Callable[..., str], rows: list) -> None:
    title, table = parsed(draw(rows, THREE)).find(f"{SVG}title").text, as_table(rows, THREE)

    for row, cells in zip(rows, table.rows, strict=True):
        said = re.search(rf"{spoken_name(row)}: ([^.]+)\.", title)[1]
        printed = [cell for cell in cells[1:] if cell != "0"]
        assert set(re.findall(r"\d+", said)) - {"0"} <= set(printed)
        assert cells[0] == name_of(row)
        assert len(cells) == len(table.headings)


def test_a_long_label_takes_two_lines_and_no_more() -> None:
    lines = wrapped("A very long title of a domain that goes on and on and on and on and on without an end", 20 * SIZE)

    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped("W" * 100, 20 * SIZE)[0].endswith("…")


def test_a_pillar_has_a_name_and_no_number() -> None:
    assert gaps_finding(PILLARS) == "Views differ on 7 of 13, most in Lead Well"
    assert "Live Well: 1 Emerging v Embedded" in gaps_by_domain(PILLARS, THREE)
    assert as_table(PILLARS, THREE).headings[0] == "Pillar"
    assert as_table(PILLARS, THREE).rows[0][0] == "Live Well"


@each_geometry
@pytest.mark.parametrize("scale", [FOUR, FIVE], ids=["four", "five"])
def test_every_level_of_a_longer_scale_is_drawn_counted_and_named(scale: Scale, wide: bool) -> None:
    many = len(scale.levels)
    rows = [DomainLevels(1, "Culture", tuple(range(2, 2 + many)), left_open=1)]

    svg = levels_by_domain(rows, scale, wide=wide)

    assert [word for word in words_in(svg) if word.isdigit()] == [str(n) for n in (*range(2, 2 + many), 1)]
    assert all(level.name in words_in(svg) for level in scale.levels)
    assert len({box.get("fill") for box in parsed(svg).iter(f"{SVG}rect")}) == many + 1
    assert as_table(rows, scale).headings == ("Domain", *scale.names, "Left open", "Statements")


def test_what_counts_as_in_place_is_said_by_the_levels_names() -> None:
    assert change_finding(CHANGES, FOUR) == "8 of 15 Usual or Leading now, 9 last time"


def test_far_apart_is_said_by_names_only_where_the_ends_alone_are() -> None:
    assert as_table(GAPS, THREE).headings[1] == "Emerging v Embedded"
    assert as_table(GAPS, FOUR).headings[1] == "Two levels apart or more"

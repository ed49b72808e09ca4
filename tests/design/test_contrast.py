"""Contrast of every pair of colours that meet on a page, and of neighbouring levels for everyone's eyes."""

from itertools import pairwise

import pytest

from frameworks.scale import LOOKS
from reviews.design.tokens import COLOURS, LEVELS, NO_LEVEL

Rgb = tuple[float, float, float]

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15(6), 2009; severity 1.0, applied to linear RGB.
SEEN_BY = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # WCAG 2.2, 1.4.11
DISTINCT = 1.7  # of neighbours that are counted and named, too

PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "sunken", TEXT),
    ("ink", "talk-bg", TEXT),
    ("ink", "danger-bg", TEXT),
    ("ink", "ok-bg", TEXT),
    ("ink-2", "paper", TEXT),
    ("ink-2", "surface", TEXT),
    ("ink-2", "sunken", TEXT),
    ("ink-2", "talk-bg", TEXT),
    ("link", "paper", TEXT),
    ("link", "surface", TEXT),
    ("link", "sunken", TEXT),
    ("link", "talk-bg", TEXT),
    ("link", "danger-bg", TEXT),
    ("brand", "surface", TEXT),
    ("brand", "paper", TEXT),
    ("brand", "brand-pale", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-deep", TEXT),
    ("on-brand-2", "brand-deep", TEXT),
    ("danger", "surface", TEXT),
    ("danger", "paper", TEXT),
    ("danger", "danger-bg", TEXT),
    ("talk", "surface", TEXT),
    ("talk", "talk-bg", TEXT),
    ("ok", "surface", TEXT),
    ("ok", "ok-bg", TEXT),
    ("ink", "heat-1", TEXT),
    ("on-brand", "heat-2", TEXT),
    ("on-brand", "heat-3", TEXT),
    ("line-strong", "paper", SHAPE),
    ("line-strong", "surface", SHAPE),
    ("line-strong", "sunken", SHAPE),
    ("accent", "brand-deep", SHAPE),
    ("focus", "ink", SHAPE),
    ("focus", "brand-deep", SHAPE),
    ("brand", "surface", SHAPE),
]


def linear(colour: str) -> Rgb:
    """A hexadecimal colour as linear RGB, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str, seen_by: str = "everyone") -> float:
    """Relative luminance as WCAG defines it, of the colour as somebody sees it."""
    rgb = linear(colour)
    seen = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in SEEN_BY[seen_by]]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def contrast(one: str, other: str, seen_by: str = "everyone") -> float:
    """The ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one, seen_by), luminance(other, seen_by)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_is_read_stands_out_from_its_ground(front: str, back: str, least: float) -> None:
    assert contrast(COLOURS[front], COLOURS[back]) >= least


@pytest.mark.parametrize("look", [*LEVELS.values(), NO_LEVEL])
def test_the_word_on_a_level_can_be_read(look: object) -> None:
    assert contrast(look.text, look.fill) >= TEXT
    assert contrast(look.edge, COLOURS["surface"]) >= SHAPE
    assert contrast(COLOURS["ink"], look.tint) >= TEXT


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize(("lower", "higher"), [*pairwise(LOOKS[3])])
def test_neighbouring_levels_differ_for_everyone(lower: str, higher: str, seen_by: str) -> None:
    assert contrast(LEVELS[lower].fill, LEVELS[higher].fill, seen_by) >= SHAPE


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize(
    ("lower", "higher"), sorted({pair for many in (4, 5) for pair in pairwise(LOOKS[many])}), ids="".join
)
def test_more_levels_still_differ_for_everyone_in_grey_too(lower: str, higher: str, seen_by: str) -> None:
    """Between white and black no five fills are three times as light as the next: a gap and an edge help."""
    assert contrast(LEVELS[lower].fill, LEVELS[higher].fill, seen_by) >= DISTINCT


def test_the_ends_of_every_scale_look_the_same() -> None:
    assert {(looks[0], looks[-1]) for looks in LOOKS.values()} == {("a", "e")}
    assert all(len(looks) == many for many, looks in LOOKS.items())

"""Every colour, size and space once. Pages get them as CSS custom properties (`make docs`), charts and PDFs as
literal values, because a PDF's SVG knows no custom properties.

Hues are a draft until YST confirms its palette; change them only together with `tests/design/test_contrast.py`.
"""

from dataclasses import dataclass

COLOURS: dict[str, str] = {
    "paper": "#FAF8F4",
    "surface": "#FFFFFF",
    "sunken": "#F2EEE6",
    "ink": "#1B1733",
    "ink-2": "#4B4763",
    "line": "#DDD7CB",  # decorative rules only
    "line-strong": "#77728C",  # borders of controls
    "brand": "#2B1D78",
    "brand-deep": "#1B1145",
    "brand-pale": "#E9E6F7",
    "on-brand": "#FFFFFF",  # text on brand and brand-deep
    "on-brand-2": "#CFC8F0",  # secondary text on brand-deep
    "link": "#3A2BB0",
    "accent": "#F2683C",  # the coral line; never text
    "focus": "#FFCF33",
    "danger": "#A8201A",  # not saved, errors only
    "danger-bg": "#FCEBE9",
    "talk": "#9A4B00",  # "worth talking about", always with words
    "talk-bg": "#FFF1DC",
    "ok": "#1D6B4F",
    "ok-bg": "#E6F2EC",
    "heat-1": "#CFC8F0",  # the portfolio's counts: another hue than the levels
    "heat-2": "#6B5AC4",
    "heat-3": "#2B1D78",
}


@dataclass(frozen=True)
class LevelLook:
    """How a level is drawn: darker as practice takes root; never red, amber, green."""

    fill: str
    text: str
    edge: str
    tint: str  # behind a column of people who chose the level


# from light to dark; which of them a scale uses depends on how many levels it has: frameworks.scale.LOOKS
LEVELS: dict[str, LevelLook] = {
    "a": LevelLook("#CDEBDF", "#1B1733", "#127A8A", "#F1F9F6"),
    "b": LevelLook("#63B5AE", "#1B1733", "#127A8A", "#EDF6F5"),
    "c": LevelLook("#127A8A", "#FFFFFF", "#127A8A", "#EAF3F4"),
    "d": LevelLook("#1F4A78", "#FFFFFF", "#1F4A78", "#ECF0F4"),
    "e": LevelLook("#1B1145", "#FFFFFF", "#1B1145", "#EFEEF2"),
}
NO_LEVEL = LevelLook("#FFFFFF", "#4B4763", "#77728C", "#FFFFFF")  # with a dashed edge

FONT = '"Manrope", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
TEXTS_REM = {"small": 0.875, "body": 1.0625, "lead": 1.1875, "title-3": 1.4375, "title-2": 1.8125, "title-1": 2.375}
SPACES_REM = {"1": 0.25, "2": 0.5, "3": 0.75, "4": 1.0, "5": 1.5, "6": 2.0, "7": 3.0, "8": 4.0}
RADII_REM = {"1": 0.375, "2": 0.625, "3": 1.0}


def custom_properties() -> dict[str, str]:
    """Each token as a CSS custom property: name without the dashes, and value."""
    levels = LEVELS | {"none": NO_LEVEL}
    return {
        **COLOURS,
        **{f"level-{key}": look.fill for key, look in levels.items()},
        **{f"level-{key}-text": look.text for key, look in levels.items()},
        **{f"level-{key}-edge": look.edge for key, look in levels.items()},
        **{f"level-{key}-tint": look.tint for key, look in levels.items()},
        "font": FONT,
        **{f"text-{key}": f"{size}rem" for key, size in TEXTS_REM.items()},
        **{f"space-{key}": f"{size}rem" for key, size in SPACES_REM.items()},
        **{f"radius-{key}": f"{size}rem" for key, size in RADII_REM.items()},
    }

"""Scales of three, four and five levels."""

from frameworks.scale import Scale, scale_of


def named(*names: str, in_place_from: int = 2) -> Scale:
    """A scale of levels with these names, lowest first."""
    rows = [(value, name, f"What {name} means.", False) for value, name in enumerate(names, start=1)]
    return scale_of(rows, in_place_from=in_place_from)


THREE = named("Emerging", "Established", "Embedded")
FOUR = named("Not yet", "Beginning", "Usual", "Leading", in_place_from=3)
FIVE = named("None", "Little", "Some", "Much", "All", in_place_from=4)

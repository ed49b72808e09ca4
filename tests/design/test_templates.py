"""Templates can be read: no line is longer than a window is wide."""

from wellschool.settings.environment import ROOT

LONGEST = 140  # characters; Django's own tags cannot be broken, so long words stand in a `one_line` or a `with`


def test_no_line_of_a_template_is_too_long() -> None:
    files = [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in (".html", ".txt")]
    too_long = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]

    assert len(files) > 300
    assert too_long == []

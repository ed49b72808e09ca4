"""The machine's Chromium, as make/tools.sh finds or installs it."""

import shutil

# the first is Chromium without windows, which starts and draws with less work
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def browser_here() -> str:
    """The path of the browser that pages are tried and pictured in."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise SystemExit("No Chromium. Run make/tools.sh, or install the package chromium.")
    return found

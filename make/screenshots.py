"""Takes the README's pictures from the running demo: `make screenshots`, with `make demo` in another terminal."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BASE = f"http://localhost:{os.environ.get('PORT') or 8000}"
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}

Steps = Callable[[Page], None]


def follow(*words: str) -> Steps:
    """Follow links by their words, one after another."""

    def steps(page: Page) -> None:
        for text in words:
            page.get_by_role("main").get_by_role("link", name=text).first.click()
            page.wait_for_load_state("networkidle")

    return steps


# name: (who, size, what to do)
SHOTS: dict[str, tuple[str, dict[str, int], Steps]] = {
    "home": ("priya.nair@thistledown.example", WIDE, lambda page: None),
    "rating": ("bo.lindqvist@brackenhill.example", WIDE, follow("Continue rating")),
    "rating-phone": ("bo.lindqvist@brackenhill.example", PHONE, follow("Continue rating")),
    "comparison": ("tom.ellis@thistledown.example", WIDE, follow("Compare and agree")),
    "statement": ("tom.ellis@thistledown.example", WIDE, follow("Compare and agree", "Agree one at a time")),
    "results": ("ruth.penrose@fernside.example", WIDE, follow("See what we agreed")),
    "portfolio": (
        "vi.asante@yst.example",
        WIDE,
        lambda page: page.get_by_text("What they have shared").scroll_into_view_if_needed(),
    ),
}


def take(browser: Browser, name: str) -> None:
    """Sign in as the person, do the steps, take the picture."""
    who, size, steps = SHOTS[name]
    context = browser.new_context(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{BASE}/accounts/login/")
    page.locator(f'input[name="email"][value="{who}"]').evaluate("input => input.form.submit()")
    page.wait_for_load_state("networkidle")
    steps(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    sys.stdout.write(f"{name}.png\n")


def main() -> int:
    """Take all pictures, or those named on the command line."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        for name in sys.argv[1:] or SHOTS:
            take(browser, name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Takes the README's pictures from the running demo: `make screenshots`, with `make demo` in another terminal."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from make.browsers import browser_here

BASE = f"http://localhost:{os.environ.get('PORT') or 8000}"
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
WIDE, PHONE, ROOM = ({"width": w, "height": h} for w, h in ((1280, 860), (390, 844), (1280, 720)))

Steps = Callable[[Page], None]


def follow(*words: str) -> Steps:
    """Follow links by their words, one after another."""

    def steps(page: Page) -> None:
        for text in words:
            page.get_by_role("main").get_by_role("link", name=text).first.click()
            page.wait_for_load_state("networkidle")

    return steps


def meet(page: Page) -> None:
    """Open a review meeting, or join the one that is open, and go to a statement that waits."""
    main = page.get_by_role("main")
    if main.get_by_role("link", name="Join the meeting").count():
        follow("Join the meeting")(page)
    else:
        follow("Compare and agree", "Start a review meeting")(page)
        main.get_by_role("button", name="Start the meeting").click()
    page.wait_for_url("**/meeting/**")
    begin = page.get_by_role("button", name="with statement")
    if begin.count():
        begin.click()
    page.get_by_role("button", name="Save and next").wait_for()


def newest_release(page: Page) -> None:
    """The national picture that was published last."""
    page.get_by_role("link", name="National picture").click()
    page.wait_for_url("**/yst/releases/")
    page.locator('main a[href*="/yst/releases/"]').first.click()
    page.wait_for_url("**/yst/releases/*-*/")


# name: (who, size, what to do)
SHOTS: dict[str, tuple[str, dict[str, int], Steps]] = {
    "home": ("priya.nair@thistledown.example", WIDE, lambda page: None),
    "rating": ("bo.lindqvist@brackenhill.example", WIDE, follow("Continue rating")),
    "rating-phone": ("bo.lindqvist@brackenhill.example", PHONE, follow("Continue rating")),
    "comparison": ("tom.ellis@thistledown.example", WIDE, follow("Compare and agree")),
    "statement": ("tom.ellis@thistledown.example", WIDE, follow("Compare and agree", "Agree one at a time")),
    "meeting": ("priya.nair@thistledown.example", ROOM, meet),
    "results": ("ruth.penrose@fernside.example", WIDE, follow("See what we agreed")),
    "portfolio": ("vi.asante@yst.example", WIDE, lambda page: None),
    "release": ("vi.asante@yst.example", WIDE, newest_release),
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
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=browser_here(), args=arguments)
        for name in sys.argv[1:] or SHOTS:
            take(browser, name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`make check`: lint, types and the tests that a change touches, nearest first, in about a minute on two cores."""

import argparse
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from make.changes import Change, NotKnown, change
from make.touched import TOO_SLOW, Suite, touched

ROOT = Path(__file__).resolve().parent.parent
QUALITY = ["sh", "make/quality.sh"]
ENDING_SECONDS = 8  # for the test that runs then, and for stopping its servers
ONE_PROCESS = 8  # files of tests up to which a second process takes longer to start than it saves


def main() -> int:
    """Returns the exit code."""
    asked = arguments()
    begun = time.time()
    try:
        changed = change(ROOT, asked.since)
    except NotKnown as reason:
        say(f"What is changed is not known: {reason}")
        return 2
    tests = touched(changed.paths, Suite(ROOT))
    say(summary(changed, tests))
    if asked.list:
        say("\n".join(tests))
        return 0
    failed = failures(tests, begun + asked.seconds - ENDING_SECONDS)
    words = f"Failed: {', '.join(failed)}." if failed else "Nothing failed. The rest is for make test."
    say(f"\n{words} {time.time() - begun:.0f} seconds.")
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    """What ARGS says."""
    parser = argparse.ArgumentParser(prog="make check", usage='make check ARGS="…"', description=__doc__)
    parser.add_argument("--since", metavar="COMMIT", help="what differs from it; otherwise from upstream, or HEAD~1")
    parser.add_argument("--seconds", type=float, default=60, help="begin no test shortly before they are over; 60")
    parser.add_argument("--list", action="store_true", help="say which tests are touched, and run nothing")
    return parser.parse_args()


def say(words: str) -> None:
    """A line now, also where the output is a file."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def summary(changed: Change, tests: list[str]) -> str:
    """How much is changed, and where its tests are."""
    lines = [
        f"Files that differ from {changed.since}: {len(changed.paths)}. Files of tests that they touch: {len(tests)}."
    ]
    folders = Counter(Path(test).parent.as_posix() for test in tests)
    lines += [f"  {folder}: {number}" for folder, number in folders.items()]
    if any(path.startswith((*TOO_SLOW, "static/js/", "templates/")) for path in changed.paths):
        lines.append("What a browser makes of it is left to make journeys.")
    return "\n".join(lines)


def failures(tests: list[str], until: float) -> list[str]:
    """Run everything, types beside the rest; what failed."""
    with tempfile.TemporaryFile() as kept:
        types = subprocess.Popen([*QUALITY, "types"], cwd=ROOT, stdout=kept, stderr=subprocess.STDOUT)
        failed = ["lint (make fix mends most of it)"] if run([*QUALITY, "lint"]) else []
        if tests and run(command(tests, until)):
            failed.append("tests")
        if types.wait():
            failed.append("types")
            kept.seek(0)
            say(kept.read().decode())
    return failed


def command(tests: list[str], until: float) -> list[str]:
    """Pytest with these files in this order."""
    two = ["-n", "2", "--dist", "load", "--maxschedchunk", "2"] if len(tests) > ONE_PROCESS else []
    return [sys.executable, "-m", "pytest", "-q", "-p", "make.deadline", "--until", str(until), *two, *tests]


def run(argv: list[str]) -> int:
    """The exit code of a command that says everything itself."""
    say(f"\n== {shlex.join(argv[:6])}{' …' if len(argv) > 6 else ''}")
    return subprocess.run(argv, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

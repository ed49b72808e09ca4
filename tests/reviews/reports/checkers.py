"""What programs find in a PDF. A rule that could not be asked is a finding too: silence looks like success."""

import subprocess
from pathlib import Path

import outloud
import pdfua

# version 0.1.3 asks an array for `is_integer`, which pikepdf refuses; `test_no_heading_is_empty` asks what it would
BROKEN_RULE = "UA-14-001: rule raised ValueError: pikepdf.Object is not a Dictionary or Stream"


def pdfua_findings(path: Path) -> list[str]:
    """What pdfua found, and which of its rules broke off."""
    report = pdfua.validate(str(path))
    broken_off = [f"{outcome.rule_id}: {outcome.skipped_reason}" for outcome in report.skipped]
    return [*map(str, report.findings), *(said for said in broken_off if not said.startswith(BROKEN_RULE))]


# an Arabic letter is drawn as a shape and its dots: the shape carries the letter, the dots nothing
DOTS = ("TXT-003", "Noto-Sans-Arabic")


def outloud_errors(path: Path) -> list[str]:
    """What outloud calls an error, but for the dots of Arabic letters."""
    result = outloud.check(str(path))
    errors = [str(found) for found in result.findings if found.severity == "error"]
    return [*([result.error] if result.error else []), *(e for e in errors if not all(part in e for part in DOTS))]


def all_findings(path: Path) -> list[str]:
    """What the three checkers found; outloud's warnings included."""
    result = outloud.check(str(path))
    checked = subprocess.run(["qpdf", "--check", path], check=False, capture_output=True, text=True)
    told = [
        *([f"outloud: {result.error}"] if result.error else []),
        *([f"outloud: {result.errors} errors, {result.warnings} warnings"] if result.errors + result.warnings else []),
        *([f"qpdf: {checked.stderr}"] if checked.returncode or checked.stderr else []),
    ]
    return [*pdfua_findings(path), *told]

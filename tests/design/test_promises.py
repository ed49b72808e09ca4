"""What is said of confidentiality names the product: whoever runs it can reach the database, and trusts have duties."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wellschool.settings.environment import ROOT

ABSOLUTE = re.compile(
    r"\b(only you|you alone|nobody (else(?! who uses)|but|ever|will|at)|to nobody|no one|stays? private|for ever)\b",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"(?<=[.!?])\s+|[<>\"|]|\{%|%\}|\n\s*\n|\n(?=\s*[-<#{])")
OF_SOMETHING_ELSE = {
    "Only you": "the name of a choice of readers; shown nowhere",
    "That they speak for the trust, only you can judge.": "who asks to join",
    "- Whom to call: a trust's review leads and executives who have joined, with address; nobody else's is shown.": (
        "whose address the portfolio shows"
    ),
    "For you alone": "a report: who opens it here",
    "You are looking ahead; nobody else’s screen moves.": "where screens go",
}
PYTHON = [*(ROOT / "accounts").rglob("*.py"), *(ROOT / "reviews").rglob("*.py"), *(ROOT / "frameworks").rglob("*.py")]
TEMPLATES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
TEXTS = [*TEMPLATES, *(ROOT / "docs" / "guides").glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"]


def strings(source: str) -> Iterator[str]:
    """Every text in Python but docstrings; what an f-string fills in stands as …"""
    tree = ast.parse(source)
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def absolutes(text: str) -> list[str]:
    """The sentences that promise what no product can, and do not name it."""
    found = (" ".join(sentence.split()) for sentence in SENTENCES.split(text))
    return [s for s in found if ABSOLUTE.search(s) and "product" not in s and s not in OF_SOMETHING_ELSE]


def read(path: Path) -> str:
    text = path.read_text()
    return "\n\n".join(strings(text)) if path.suffix == ".py" else re.sub(r"\*\*", "", text)


@pytest.mark.parametrize("files", [PYTHON, TEXTS], ids=["python", "texts"])
def test_no_sentence_promises_what_no_product_can(files: list[Path]) -> None:
    said = {str(path.relative_to(ROOT)): absolutes(read(path)) for path in files if "migrations" not in path.parts}

    assert len(said) > 100
    assert {path: sentences for path, sentences in said.items() if sentences} == {}


def test_what_is_looked_for_is_found() -> None:
    assert absolutes('{% include "row.html" with value="Only you see it." only %}') == ["Only you see it."]
    assert absolutes("<p>Only you see it. This product shows it to nobody else.</p>") == ["Only you see it."]
    assert absolutes("\n".join(strings('"""Nobody else."""\nn = f"{n} are shown to nobody."'))) == [
        "… are shown to nobody."
    ]

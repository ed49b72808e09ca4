"""Text that people could type, or paste, to break a report or make it fetch something."""

from dataclasses import replace

from reviews.documents.wording import one_line, plain
from reviews.reports import ReportContent

WORD = "x" * 5000
MARKUP = (
    "<img src='file:///etc/passwd'><link rel=attachment href='http://127.0.0.1:9/a'>"
    "<style>@import 'http://127.0.0.1:9/b'; body { background: url(http://127.0.0.1:9/c) }</style>"
)
TEXTS = (
    MARKUP,
    "</p></td></table><h1>Out of the table</h1><script>alert(1)</script>",
    "{{ content.trust }} {% include 'reports/full.html' %}",
    WORD,
    "word " * 1000,
    "שלום עולם, این یک آزمایش است 123",
    "\u202eturned round",
    "Ysgol Gŵyr, Tŷ’r Ysgol: “da iawn” – £5",
    "😀👩‍🏫🏴󠁧󠁢󠁷󠁬󠁳󠁿 中文",
    "bell\x07 nul-like\x0b\x1f\x9f end",
    "one\n\n\n\n\n\n\n\ntwo",
    "http://example.com/" + "a/" * 300,
    "W" * 400 + "\u200b" * 40,
)
TRUST = ("The " + "Wolverhampton-and-District" * 8)[:200]


def spoilt(content: ReportContent) -> ReportContent:
    """The same report with these texts as reasons, next steps, names and titles; read as content is read."""
    texts = [plain(text) for text in TEXTS]
    step = content.plan[0]
    third = content.domains[2]
    statements = tuple(
        replace(statement, rationale=text, steps=(replace(step, text=text, owner="O" * 100, about=""),))
        for statement, text in zip(third.statements, texts, strict=False)
    )
    plan = tuple(replace(step, text=text, owner="Dr " + "W" * 97) for text in texts)
    domains = (*content.domains[:2], replace(third, statements=statements), *content.domains[3:])
    return replace(content, trust=one_line(TRUST), title="W" * 120, signed_off_by="W" * 100, domains=domains, plan=plan)

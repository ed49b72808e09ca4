"""One's own answers, and the form for paper, in Word."""

from reviews.documents.limits import MOST_LETTERS_ON_PAGES, refuse_too_much
from reviews.documents.word import WIDTH, Cell, Pen, Words, cell, level_cell
from reviews.reports.content import Answered, Answers, Blank
from reviews.reports.pages import footer_words


def write_answers(answers: Answers) -> Pen:
    """A reviewer's own answers."""
    refuse_too_much(answers, MOST_LETTERS_ON_PAGES, "Shorten some notes.")
    title = f"Answers of {answers.name}: {answers.title}, {answers.year}"
    pen = _pen(answers, title, f"{answers.framework} self-review: answers of {answers.name}", answers.state)
    for domain in answers.domains:
        pen.heading(f"{domain.number}. {domain.title}")
        pen.say(domain.description)
        rows = [[cell(s.code, is_header=True), _answer(s), level_cell(s.level, s.answer)] for s in domain.statements]
        headings = ["No.", "Statement, evidence and suggested next steps", "My level"]
        pen.table(headings, rows, [1.4, 12.4, 3.2], f"My answers, {domain.title}")
    pen.line(Words("Only you can open this document in the product.", small=True))
    return pen


def _pen(content: Answers | Blank, title: str, kicker: str, line: str) -> Pen:
    pen = Pen(
        title=title, trust=content.trust, moment=content.asked_at, face=content.face, footer=footer_words(content)
    )  # fmt: skip
    pen.cover(kicker=kicker, title=content.trust, lines=(f"{content.title}, {content.year}", line))
    return pen


def _answer(statement: Answered) -> Cell:
    lines: list[tuple[Words, ...]] = [(Words(statement.text),)]
    if statement.note:
        lines.append((Words("Evidence: ", bold=True), Words(statement.note)))
    if statement.suggestion:
        lines.append((Words("Suggested next step: ", bold=True), Words(statement.suggestion)))
    return Cell(tuple(lines))


def write_blank(blank: Blank) -> Pen:
    """The form for paper, with the toolkit's four columns."""
    pen = _pen(
        blank, f"Form for paper: {blank.title}, {blank.year}: {blank.trust}",
        f"{blank.framework} self-review: form for paper",
        "Tick one level for each statement, on your own, before you talk about it with your colleagues. Leave a row"
        " empty where you can’t say from your role.",
    )  # fmt: skip
    pen.say("Name: ____________________________    Date: ______________")
    pen.heading("What the levels mean")
    for level in blank.levels:
        pen.line(Words(f"{level.name}: ", bold=True), Words(level.description))
    names = [level.name for level in blank.levels]
    for domain in blank.content.domains:
        pen.heading(f"{domain.number}. {domain.title}")
        pen.say(domain.description)
        rows = [
            [
                Cell(((Words(f"{s.code} ", bold=True), Words(s.text)),)),
                *[cell("☐", is_centred=True) for _ in names],
                cell(""),
            ]
            for s in domain.statements
        ]
        widths = [6.2, *[2.3] * len(names), WIDTH - 6.2 - 2.3 * len(names)]
        pen.table(["Statement", *names, "Next steps"], rows, widths, f"To fill in, {domain.title}")
    return pen

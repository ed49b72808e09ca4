"""One's own answers, and the form for paper, in Word."""

from reviews.documents.limits import MOST_LETTERS_ON_PAGES, refuse_too_much
from reviews.documents.word import WIDTH, Cell, Pen, Words, cell, level_cell
from reviews.reports.content import Answered, Answers, Blank
from reviews.reports.sentences import ANSWERS_END, BLANK_END, SHORTER_NOTES, cover_of_answers, cover_of_blank
from reviews.reports.word.covers import explain_levels, pen_for


def write_answers(answers: Answers) -> Pen:
    """A reviewer's own answers."""
    refuse_too_much(answers, MOST_LETTERS_ON_PAGES, SHORTER_NOTES)
    pen = pen_for(answers, cover_of_answers(answers))
    for domain in answers.domains:
        pen.heading(f"{domain.number}. {domain.title}")
        pen.say(domain.description)
        rows = [[cell(s.code, is_header=True), _answer(s), level_cell(s.level, s.answer)] for s in domain.statements]
        headings = ["No.", "Statement, evidence and suggested next steps", "My level"]
        pen.table(headings, rows, [1.4, 12.4, 3.2], f"My answers, {domain.title}")
    pen.heading("About this document")
    pen.say(f"{ANSWERS_END} {answers.face.made_with}".strip())
    return pen


def _answer(statement: Answered) -> Cell:
    lines: list[tuple[Words, ...]] = [(Words(statement.text),)]
    if statement.note:
        lines.append((Words("Evidence: ", bold=True), Words(statement.note)))
    if statement.suggestion:
        lines.append((Words("Suggested next step: ", bold=True), Words(statement.suggestion)))
    return Cell(tuple(lines))


def write_blank(blank: Blank) -> Pen:
    """The form for paper, with a column to tick for each level."""
    pen = pen_for(blank, cover_of_blank(blank))
    pen.say("Name: ____________________________    Date: ______________")
    explain_levels(pen, blank)
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
    pen.heading("Afterwards")
    pen.say(f"{BLANK_END} {blank.face.made_with}".strip())
    return pen

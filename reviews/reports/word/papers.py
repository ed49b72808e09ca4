"""The full report and the board summary in Word: the words and charts of the PDF's pages, in their order."""

from reviews.design.charts import (
    change_by_domain,
    change_finding,
    gaps_by_domain,
    gaps_finding,
    levels_by_domain,
    levels_finding,
)
from reviews.documents.limits import MOST_LETTERS_ON_PAGES, refuse_too_much
from reviews.documents.word import WIDTH, Cell, Pen, Words, cell, level_cell
from reviews.reports import sentences
from reviews.reports.content import Evidence, ReportContent, ReportDomain, ReportStatement
from reviews.reports.crosswalk import crosswalk
from reviews.reports.questions import questions_for
from reviews.reports.word.covers import explain_levels, pen_for
from reviews.review.steps import Step


def write_full(content: ReportContent) -> Pen:
    """The full report."""
    refuse_too_much(content, MOST_LETTERS_ON_PAGES, sentences.SHORTER)
    pen = pen_for(content, sentences.cover_of_full(content))
    _glance(pen, content)
    explain_levels(pen, content)
    if "change" in content.parts:
        _change(pen, content)
    if content.gaps:
        pen.heading("Where views differed")
        pen.say(sentences.GAPS)
        pen.chart(gaps_by_domain(content.gaps, content.scale), gaps_finding(content.gaps), sentences.GAPS_SHOW)
    parts = {"plan": _plan, "how": _how, "statements": _statements, "crosswalk": _crosswalk, "framework": _framework}
    for part, write in parts.items():
        if part in content.parts:
            write(pen, content)
    pen.heading("About this report")
    pen.say(content.face.made_with)
    return pen


def write_board(content: ReportContent) -> Pen:
    """The board summary. Next steps are whole, where the PDF's one page has room for their beginning."""
    pen = pen_for(content, sentences.cover_of_board(content), size=9.5)
    _tally(pen, content)
    pen.heading("What we found", 2)
    _chart_of_levels(pen, content, width=13.5)
    if content.change:
        since = Words(f"Since {content.change.since}: ", bold=True)
        pen.line(since, Words(sentences.change_words(content.change)))
    meanings = []
    for level in content.levels:
        meanings += [Words(f" {level.name}: ", bold=True, small=True), Words(level.description, small=True)]
    pen.line(Words(sentences.NO_AWARD, small=True), *meanings)
    pen.heading("Questions a trustee might ask", 2)
    for question in questions_for(content):
        pen.say(question, style="List Number")
    pen.heading("What we will do next", 2)
    _first_steps(pen, content)
    pen.line(Words(f"{sentences.BY_FIXED_RULES} {content.face.made_with}".strip(), small=True))
    return pen


def _first_steps(pen: Pen, content: ReportContent) -> None:
    for step in content.plan[: sentences.MOST_STEPS]:
        pen.line(Words(f"{step.due} ", bold=True), Words(step.text), Words(f" {step.who_leads}", small=True))
    if not content.plan:
        pen.say(sentences.NO_STEPS)
    if more := sentences.more_steps(content):
        pen.line(Words(more, small=True))


def _glance(pen: Pen, content: ReportContent) -> None:
    pen.heading("At a glance")
    _tally(pen, content)
    _chart_of_levels(pen, content, sentences.LEVELS_SHOW)
    if content.pillars:
        drawing = levels_by_domain(content.pillar_rows, content.scale, name="pillars")
        pen.chart(drawing, sentences.pillars_finding(content), sentences.PILLARS_SHOW)


def _tally(pen: Pen, content: ReportContent) -> None:
    pen.say(", ".join(f"{tile.count} {tile.words}" for tile in sentences.tiles_of(content)) + ".")


def _chart_of_levels(pen: Pen, content: ReportContent, shows: str = "", width: float = WIDTH) -> None:
    rows, scale = content.level_rows, content.scale
    pen.chart(levels_by_domain(rows, scale), levels_finding(rows, scale), shows, width)


def _change(pen: Pen, content: ReportContent) -> None:
    if content.change is None:
        return
    pen.heading(f"What has changed since {content.change.since}")
    pen.say(sentences.change_words(content.change))
    drawing = change_by_domain(content.change.rows, content.scale, before=content.change.since, after=content.year)
    pen.chart(drawing, change_finding(content.change.rows, content.scale), sentences.change_shows(content))


def _plan(pen: Pen, content: ReportContent) -> None:
    pen.heading("What we will do next")
    if not content.plan:
        pen.say(sentences.NO_STEPS)
        return
    pen.say(sentences.PLAN)
    rows = [
        [cell(s.due, is_header=True), cell(s.text + (" (high priority)" if s.is_urgent else "")), cell(s.about),
         cell(s.who_leads), cell(s.status_words)]
        for s in content.plan
    ]  # fmt: skip
    headings = ["By when", "Next step", "About", "Who leads", "Status"]
    pen.table(headings, rows, [3.2, 6.3, 1.9, 3.1, 2.5], "Next steps, soonest first")


def _how(pen: Pen, content: ReportContent) -> None:
    pen.heading("How this review was done")
    for words in sentences.how_words(content):
        pen.say(words)


def _statements(pen: Pen, content: ReportContent) -> None:
    for domain in content.domains:
        _domain(pen, content, domain)


def _domain(pen: Pen, content: ReportContent, domain: ReportDomain) -> None:
    pen.heading(domain.heading)
    pen.line(Words(sentences.sums_of(content, domain), bold=True, small=True), with_next=True)
    pen.say(domain.description, with_next=True)
    rows = [
        [cell(s.code, is_header=True), _statement(s),
         level_cell(s.agreed, s.level_words, f"Was {s.before.name}" if s.before else "")]
        for s in domain.statements
    ]  # fmt: skip
    headings = ["No.", "Statement, reasons and next steps", "Agreed level"]
    pen.table(headings, rows, [1.4, 12.4, 3.2], f"Agreed levels, {domain.title}")
    if domain.steps:
        pen.heading("Next steps for the whole domain", 2)
        for step in domain.steps:
            pen.line(*_step(step))


def _statement(statement: ReportStatement) -> Cell:
    lines: list[tuple[Words, ...]] = [(Words(statement.text),)]
    if statement.rationale:
        lines.append((Words("Why: ", bold=True), Words(statement.rationale)))
    if statement.left_open:
        lines.append((Words("Left open: ", bold=True), Words(statement.left_open)))
    lines += [(Words("Next step: ", bold=True), *_step(step)) for step in statement.steps]
    if statement.evidence:
        lines += _evidence(statement.evidence)
    return Cell(tuple(lines))


def _step(step: Step) -> tuple[Words, ...]:
    who = f"{step.owner}, " if step.owner else ""
    return Words(step.text), Words(f" ({who}{step.due})", small=True)


def _evidence(evidence: Evidence) -> list[tuple[Words, ...]]:
    lines: list[tuple[Words, ...]] = []
    if evidence.counts or evidence.differed:
        rated = (Words("Rated: ", bold=True), Words(f"{evidence.counts}. ")) if evidence.counts else ()
        lines.append((*rated, Words(evidence.differed)))
    if evidence.dissent:
        lines.append((Words("Noted dissent: ", bold=True), Words(evidence.dissent)))
    for voice in evidence.voices:
        who = ", ".join(filter(None, (voice.who, voice.level)))
        said = " ".join(filter(None, (voice.note, f"Suggests: {voice.suggestion}" if voice.suggestion else "")))
        lines.append((*((Words(f"{who}: " if said else who, bold=True),) if who else ()), Words(said)))
    return lines


def _crosswalk(pen: Pen, content: ReportContent) -> None:
    found = crosswalk(content)
    if not found:
        return
    pen.heading("The domains beside other frameworks")
    pen.say(content.words.beside_lede)
    columns = [("Domain of this review", 4.9), (content.words.beside, 4.9)]
    columns += [("Pillar", 2.7), ("Agreed levels", 4.5)] if content.pillars else [("Agreed levels", 7.2)]
    rows = [
        [cell(r.domain, is_header=True), cell(r.beside), *([cell(r.pillar)] if content.pillars else []), cell(r.levels)]
        for r in found
    ]
    about = content.words.beside + (" and its pillar" if content.pillars else "")
    pen.table([name for name, _ in columns], rows, [wide for _, wide in columns], f"Each domain beside {about}")
    pen.line(Words(sentences.NAMES_AWAIT, small=True))


def _framework(pen: Pen, content: ReportContent) -> None:
    pen.heading(sentences.appendix(content))
    if content.pillars:
        pen.say(content.words.pillars_lede)
    for pillar in content.pillars:
        pen.heading(pillar.name, 2)
        pen.say(pillar.tagline)
        pen.line(Words("Strands: ", bold=True), Words(" · ".join(pillar.strands)))
        pen.line(Words("Domains: ", bold=True), Words(content.domains_of(pillar)))
    if "statements" not in content.parts:
        for domain in content.domains:
            pen.heading(domain.heading, 2)
            pen.say(domain.description)
            for statement in domain.statements:
                pen.line(Words(f"{statement.code} ", bold=True), Words(statement.text))

"""A portfolio as a spreadsheet and on pages: what the page shows under the same filters, read as the same person."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from django.template.loader import render_to_string

from accounts.answering import names_of
from accounts.models import YstPerson
from frameworks.content import content_of, newest_version_id
from frameworks.scale import Scale
from reviews.documents import wording
from reviews.documents.face import Face
from reviews.documents.limits import MOST_LETTERS_ON_PAGES, refuse_too_much
from reviews.documents.pdf import Written
from reviews.documents.tables import Book, Table, Value, columns, rows
from reviews.portfolio.chosen import Chosen, chosen_for
from reviews.portfolio.counts import summary_of
from reviews.portfolio.heat import HeatTable, heat_table, sharing_of
from reviews.portfolio.needs import Need, needs_of
from reviews.portfolio.rows import CLOSED

YST = "Youth Sport Trust"


@dataclass(frozen=True)
class PortfolioContent:
    """All that is in a file, with the ids by which the database decides whether it may still be opened."""

    chosen: Chosen
    heat: HeatTable
    needs: list[Need]
    day: date

    @property
    def scale(self) -> Scale:
        return self.heat.content.scale

    @property
    def summary(self) -> str:
        return summary_of(self.chosen.rows)

    @property
    def choices(self) -> str:
        """Which trusts, in words."""
        return "; ".join(self.chosen.told) or self.chosen.heading

    @property
    def trust_ids(self) -> list[int]:
        return [row.id for row in self.chosen.rows]

    @property
    def snapshot_ids(self) -> list[int]:
        return [row.shared.snapshot_id for row in self.chosen.rows if row.shared]


def read_portfolio(person: YstPerson, filters: str, *, today: date) -> PortfolioContent:
    """For this person, who is acting, under these filters of an address."""
    chosen = chosen_for(person, dict(parse_qsl(filters)), today=today)
    content = content_of(newest_version_id())
    sharing = sharing_of(chosen.rows, content)
    return PortfolioContent(chosen, heat_table(sharing, content), needs_of(sharing, content), today)


def as_book(content: PortfolioContent) -> Book:
    """The sheets: trusts, who needs help with what, and what they have shared by domain."""
    told = (
        ("For", f"{wording.one_line(content.chosen.person.name)}, {YST}"),
        ("Trusts", content.choices),
        ("As of", wording.day(content.day)),
        ("In short", content.summary),
        ("Order", "Trusts are in order of their names. Nothing here ranks them."),
    )
    tables = (_trusts(content), _needs(content), _domains(content))
    return Book(f"Portfolio: {content.choices}", YST, told, tables, content.day)


def _trusts(content: PortfolioContent) -> Table:
    is_manager = content.chosen.is_manager
    heads = [
        ("Trust", 36), ("Region", 22), ("Phase", 12), ("Size", 18), ("Register", 12), ("Stage", 24),
        ("Last step", 18), ("Due", 18), ("Past or stalled", 22), ("Support", 12), ("Shares", 16),
        *([("Advisors", 28)] if is_manager else []),
    ]  # fmt: skip
    found: list[list[Value]] = [
        [
            wording.one_line(row.name), row.region_words, row.phase_words, row.size_words,
            CLOSED if row.has_closed else "", row.stage_words, row.last_event, row.due_on,
            ", ".join(row.attention), row.support_words, row.shares_words,
            *([", ".join(row.advisors)] if is_manager else []),
        ]
        for row in content.chosen.rows
    ]  # fmt: skip
    return Table("Trusts", columns(*heads), rows(found))


def _needs(content: PortfolioContent) -> Table:
    found: list[list[Value]] = [
        [need.statement.code, need.statement.text, len(need.trusts), ", ".join(row.name for row in need.trusts)]
        for need in content.needs
    ]
    heads = columns(("Code", 7), ("Statement", 60), ("Trusts", 9), ("Which", 60))
    note = f"Statements agreed as {content.scale.first.name} in several trusts that share."
    return Table("Help needed", heads, rows(found), note)


def _domains(content: PortfolioContent) -> Table:
    heat = content.heat
    names = [(f"{d.number}. {d.short_title} (of {len(d.statements)})", 16) for d in heat.content.domains]
    found: list[list[Value]] = [
        [wording.one_line(row.name), signed_off, *[c.count for c in cells], sum(c.left_open for c in cells)]
        for row, signed_off, cells in heat.rows
    ]
    heads = columns(("Trust", 36), ("Signed off", 18), *names, ("Left open", 12))
    note = f"How many statements each trust that shares agreed as {heat.content.scale.in_place_words}."
    return Table("Shared results", heads, rows(found), note)


@dataclass(frozen=True)
class PortfolioPaper:
    """What the document shows."""

    content: PortfolioContent
    face: Face


def as_pages(content: PortfolioContent) -> Written:
    """The same as one document."""
    refuse_too_much(
        [[row.name, *row.advisors] for row in content.chosen.rows], MOST_LETTERS_ON_PAGES // 3, "Choose fewer trusts."
    )
    face = Face(for_whom=f"For {wording.one_line(content.chosen.person.name)}", large=False)
    html = render_to_string("portfolio/portfolio_paper.html", names_of(PortfolioPaper(content, face)), using="django")
    return Written(html, face)

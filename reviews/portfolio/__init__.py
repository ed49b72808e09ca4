"""What YST sees of trusts: stage and activity always, agreed results where shared; and what it does for them."""

from reviews.portfolio.chosen import Chosen, chosen_for, current_advisors
from reviews.portfolio.counts import Count, counts_of, summary_of
from reviews.portfolio.filters import CHOICES, NONE, Filters, filters_in
from reviews.portfolio.heat import HeatTable, Sharing, heat_table, sharing_of
from reviews.portfolio.needs import Need, needs_of
from reviews.portfolio.rows import PortfolioRow, portfolio_rows
from reviews.portfolio.seen import SharedResults, TrustSeen, trust_previewed, trust_seen
from reviews.portfolio.starting import Contact, contacts_of
from reviews.portfolio.support import LevelSet, Note, levels_set, note_of, notes_of

__all__ = [
    "CHOICES",
    "NONE",
    "Chosen",
    "Contact",
    "Count",
    "Filters",
    "HeatTable",
    "LevelSet",
    "Need",
    "Note",
    "PortfolioRow",
    "SharedResults",
    "Sharing",
    "TrustSeen",
    "chosen_for",
    "contacts_of",
    "counts_of",
    "current_advisors",
    "filters_in",
    "heat_table",
    "levels_set",
    "needs_of",
    "note_of",
    "notes_of",
    "portfolio_rows",
    "sharing_of",
    "summary_of",
    "trust_previewed",
    "trust_seen",
]

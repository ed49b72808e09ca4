"""What YST sees of trusts: stage and activity always, agreed results where shared. Read only."""

from reviews.portfolio.heat import HeatTable, heat_table
from reviews.portfolio.trusts import PortfolioRow, SharedResults, portfolio_rows, shared_results

__all__ = ["HeatTable", "PortfolioRow", "SharedResults", "heat_table", "portfolio_rows", "shared_results"]

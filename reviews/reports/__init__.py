"""The full report of a signed-off review: read, write as HTML, lay out as PDF, finish. Reads only; keeps nothing."""

from reviews.reports.content import ReportContent, read_content
from reviews.reports.document import lay_out, write_html
from reviews.reports.finishing import Faulty, FinishedReport, finish

__all__ = ["Faulty", "FinishedReport", "ReportContent", "finish", "lay_out", "read_content", "write_html"]

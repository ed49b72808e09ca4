"""Reports and exports of a review: read, written, laid out, checked, kept for a time. A review is only read."""

from reviews.documents.limits import TooMuch, limited_memory
from reviews.documents.pdf import Written, lay_out
from reviews.documents.pdf_finishing import Faulty, FinishedReport, finish
from reviews.reports.choices import OFFERS, PARTS, Choices, Offer, audience_of, made_with, settled
from reviews.reports.content import ReportContent
from reviews.reports.making import Maker, make, maker_of
from reviews.reports.order import Order, order_of
from reviews.reports.pages import write_html
from reviews.reports.reading import read_content

__all__ = [
    "OFFERS",
    "PARTS",
    "Choices",
    "Faulty",
    "FinishedReport",
    "Maker",
    "Offer",
    "Order",
    "ReportContent",
    "TooMuch",
    "Written",
    "audience_of",
    "finish",
    "lay_out",
    "limited_memory",
    "made_with",
    "make",
    "maker_of",
    "order_of",
    "read_content",
    "settled",
    "write_html",
]

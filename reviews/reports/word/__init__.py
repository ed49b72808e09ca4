"""Reports as Word documents, to be edited: real headings, real tables with header rows, pictures with their words."""

from reviews.documents.word import check_document, save
from reviews.reports.word.forms import write_answers, write_blank
from reviews.reports.word.papers import write_board, write_full

__all__ = ["check_document", "save", "write_answers", "write_blank", "write_board", "write_full"]

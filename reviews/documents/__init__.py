"""PDF, Word and spreadsheets, laid out and checked. Nothing here knows a review."""

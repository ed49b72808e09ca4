"""Every write to a review: one keyword-only function each, atomic, by whom (their standing), when, and an audit row.

Saving, submitting and recalling ratings write no audit row: it would tell how far somebody has got, and when.
"""

"""What the product promises of ratings, in one wording each, for pages, emails and reports. No Django.

It says what this product shows. Whoever runs it can reach the database, and a trust may have to disclose what it holds.
"""

WHILE_RATING = "Until everyone’s ratings are shown, this product shows yours to nobody else."
WHILE_RATING_IN_FULL = (
    "Until everyone’s ratings are shown, this product shows yours to nobody else: no rating, no note, and not how far "
    "you have got. Others see whether you have submitted."
)
HIDDEN_NAMES = (
    "While fewer than three have submitted, ratings can be shown only with names, and only if each of them agrees."
)
NOT_SHOWN = "This product shows them to nobody else."  # ratings that were not submitted, after the showing
LEFT_OUT = f"{NOT_SHOWN} Your trust may have to disclose what it holds by law."

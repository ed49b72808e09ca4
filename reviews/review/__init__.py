"""One self-review: set up, rate, show, compare, agree, sign off, share."""

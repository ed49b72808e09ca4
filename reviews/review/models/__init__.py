"""The tables of a review. Django finds them through `reviews.models`."""

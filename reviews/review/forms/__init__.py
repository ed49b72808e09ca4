"""Forms of a review. They check shape; operations and the database decide."""

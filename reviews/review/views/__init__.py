"""Pages of one review that need no other room."""

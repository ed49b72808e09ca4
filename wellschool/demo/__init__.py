"""What only the demo has: signing in as anybody by a button, and reading the mail that the product sent."""

"""What make runs for those who maintain the product."""

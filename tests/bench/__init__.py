"""What the product costs, in ratios to the least Django project that does the same: `make bench`."""

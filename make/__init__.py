"""What `make` runs beside the product: for those who maintain it, in no image."""

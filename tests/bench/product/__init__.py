"""The product under production's settings, and what it is filled with."""

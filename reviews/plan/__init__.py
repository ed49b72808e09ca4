"""Next steps: what, who, by when; and how they get on."""

"""The look that page and PDF share: colours from one place, charts as SVG with literal colours."""

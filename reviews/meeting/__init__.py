"""The review meeting: its agenda, its room, its minutes."""

"""Passages → hits. Knows nothing of answers."""

"""Documents → passages. Knows nothing of vectors."""

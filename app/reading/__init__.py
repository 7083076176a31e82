"""Which sentences answer a question, or that none does. Knows nothing of how answers are worded."""

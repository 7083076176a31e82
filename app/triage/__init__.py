"""Red flags, crisis and personal advice: what a message needs, before anything is searched."""

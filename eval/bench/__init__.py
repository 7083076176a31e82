"""Public benchmarks: our figures beside the published ones."""

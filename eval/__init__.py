"""Answers and hits → numbers."""

"""Files → Markdown documents that wait for review. Knows nothing of indexes or answers.

A source is read once, in memory, and never changed. What nobody sees on its pages, and what speaks
to a machine, does not come into the document: it is set aside in a quarantine file for a person.
"""

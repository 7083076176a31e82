"""What can be wrong with a library. A message names the file and says what to do."""

from __future__ import annotations


class CorpusError(Exception):
    """Root of the corpus's errors."""


class BadDocument(CorpusError):
    """A document cannot be read as one; `problems` holds one sentence for each that was found."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class BadLibrary(CorpusError):
    """A folder of documents cannot be used; `problems` holds one sentence for each fault."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class NothingServed(BadLibrary):
    """A library has documents, and none of them may be served."""


class ReviewRefused(CorpusError):
    """A review is not one that can be given; the message is one sentence that says what to do."""


class ReviewFailed(CorpusError):
    """A review could not be written; the document is as it was."""


class BadAudit(CorpusError):
    """The record of reviews is not as it was written."""


class BadImport(CorpusError):
    """A file cannot be imported; the message is one sentence that says what to do."""

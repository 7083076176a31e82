"""What a reader raises."""


class ReaderUnavailable(Exception):
    """The trained reader cannot be used; the message says why, without a full stop."""

"""From which value on a rule objects. Knows nothing of the rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings of a check.

    Grades are Flesch-Kincaid's, lengths are in words. `alike` is the share of words in order that
    two texts must have in common to be nearly the same, in [0, 1]. `same_subject` is the cosine
    of the weighted words of two sentences from which on they speak of the same, in [0, 1].
    """

    max_grade: float = 10.0
    median_grade: float = 8.0
    max_sentence: int = 25
    min_repeated_sentence: int = 8
    min_repeated_passage: int = 20
    alike: float = 0.85
    same_subject: float = 0.45

    def __post_init__(self) -> None:
        """Refuse shares that are none.

        Raises:
            ValueError: `alike` or `same_subject` is not above 0 and at most 1.
        """
        for name in ("alike", "same_subject"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(
                    f"{name} is {getattr(self, name)}; give a share above 0, at most 1"
                )

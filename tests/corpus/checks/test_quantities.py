"""Numbers with units, and which of them contradict each other."""

from __future__ import annotations

import pytest

from corpus.checks.quantities import contradict, quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wait 2 to 3 weeks.", [("time", 14, 21)]),
        ("Wait two weeks or 14–21 days.", [("time", 14, 14), ("time", 14, 21)]),
        ("a 2-week break", [("time", 14, 14)]),
        ("38.0 °C (100.4 °F) or more", [("Celsius", 38, 38), ("Fahrenheit", 100.4, 100.4)]),
        ("4 or more loose stools a day", [("stools", 4, 4)]),
        ("1 in 10 people, 5 to 10 out of 100", [("share", 10, 10), ("share", 5, 10)]),
        ("About 30% and 40 percent", [("share", 30, 30), ("share", 40, 40)]),
        ("1,500 ml of water", [("volume", 1500, 1500)]),
        ("1 in 3 weeks", [("time", 21, 21)]),
        ("1 in 0 people", []),
        ("PD-1 in 2025, grade 2, stage 3, call 911 now, 24/7", []),
        ("$5 times", []),
    ],
)
def test_quantities(text: str, found: list[tuple[str, float, float]]) -> None:
    assert [(q.measures, q.low, q.high) for q in quantities(text)] == found


def test_a_quantity_knows_its_place() -> None:
    text = "Then wait 2 to 3 weeks."
    (quantity,) = quantities(text)
    assert text[quantity.start : quantity.end] == "2 to 3 weeks"


@pytest.mark.parametrize(
    ("left", "right", "contradicting"),
    [
        ("8 weeks", "2 weeks", True),
        ("8 weeks", "56 days", False),
        ("4 weeks", "1 month", False),
        ("4 weeks", "2 months", True),
        ("8 weeks", "6 to 8 weeks", False),
        ("2 to 4 weeks", "2 to 6 weeks", True),
        ("2 to 4 weeks", "14 to 28 days", False),
        ("2 weeks or 8 weeks", "2 weeks", False),
        ("8 weeks", "8 percent", False),
        ("38.0 °C", "38.5 °C", True),
        ("38.0 °C", "38 °C", False),
    ],
)
def test_contradictions(left: str, right: str, contradicting: bool) -> None:
    pair = contradict(quantities(left), quantities(right))
    assert (pair is not None) == contradicting
    assert (contradict(quantities(right), quantities(left)) is not None) == contradicting


def test_a_contradiction_is_shown_in_one_unit_if_possible() -> None:
    pair = contradict(quantities("2 hours away for 4 weeks"), quantities("1 to 2 weeks"))
    assert pair is not None
    assert (pair[0].low, pair[1].low) == (28, 7)

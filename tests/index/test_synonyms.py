"""A question is searched with the names that the library itself writes."""

from __future__ import annotations

from collections import Counter

import pytest

from index.synonyms import Synonyms, synonym_groups

OVERVIEW = (
    "Monoclonal antibodies bind. Checkpoint inhibitors block. Interleukin-2 is one. The tumor "
    "shrinks. Nivolumab (Opdivo) is another."
)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("what is a mAb", "what is a monoclonal antibody"),
        ("are mabs safe?", "are monoclonal antibody safe?"),
        ("ICI side effects", "checkpoint inhibitor side effects"),
        ("il-2 or IL2", "interleukin-2 or interleukin-2"),
        ("will my tumour shrink", "will my tumor shrink"),
    ],
)
def test_a_name_that_the_library_does_not_write_gives_way_to_the_one_it_does(
    asked: str, searched: str
) -> None:
    assert Synonyms([OVERVIEW]).as_written(asked) == searched


@pytest.mark.parametrize(
    "asked",
    [
        "is opdivo the same",
        "keytruda and hair",
        "a maboid",
        "silicon",
        "what is a tumor",
        "names in -mab",
    ],
)
def test_a_name_that_it_writes_or_knows_no_other_for_stays(asked: str) -> None:
    assert Synonyms([OVERVIEW]).as_written(asked) == asked


def test_a_library_without_any_name_changes_nothing() -> None:
    assert Synonyms([]).as_written("what is a mAb") == "what is a mAb"


def test_no_name_stands_on_two_lines() -> None:
    names = Counter(name.lower() for group in synonym_groups() for name in group)
    twice = {name for name, number in names.items() if number > 1}
    assert not twice

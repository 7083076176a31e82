"""What came, went and changed between two generations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.difference import difference
from index.errors import Damaged
from index.opening import Place


def test_passages_that_came_went_and_changed(place: Place, rebuild: Callable[[], str]) -> None:
    first = place.generations.pointer().live
    assert first is not None
    (place.documents / "rash.md").unlink()
    (place.documents / "new.md").write_text("# News\n\nA new page.\n", encoding="utf-8")
    tired = place.documents / "tired.md"
    tired.write_text(tired.read_text().replace("every day", "each day"), encoding="utf-8")
    second = rebuild()
    found = difference(place.generations, first, second)
    assert [passage.id for passage in found.came] == ["new#news/1"]
    assert [passage.id for passage in found.went] == ["rash#about-rash/1"]
    ((before, after),) = [(one.before.text, one.after.text) for one in found.changed]
    assert ("every day" in before, "each day" in after) == (True, True)
    assert found.kept == 1


def test_a_new_heading_is_a_change_and_nothing_is_none(
    place: Place, rebuild: Callable[[], str]
) -> None:
    first = place.generations.pointer().live
    assert first is not None
    fever = place.documents / "fever.md"
    text = fever.read_text().replace("id: fever", 'id: fever\ntitle: "Fever and chills"')
    fever.write_text(text, encoding="utf-8")
    found = difference(place.generations, first, rebuild())
    assert [one.after.path[0] for one in found.changed] == ["Fever and chills"]
    same = difference(place.generations, first, first)
    assert (same.came, same.went, same.changed, same.kept) == ((), (), (), 3)


def test_a_generation_that_is_not_there_is_named(place: Place) -> None:
    live = place.generations.pointer().live
    assert live is not None
    with pytest.raises(Damaged, match=r"there is no generation '\.\./\.\./etc'"):
        difference(place.generations, "../../etc", live)

"""The names of a library's folders live in a generation: copied, served, made anew if changed."""

from __future__ import annotations

from collections.abc import Callable

from corpus.library import document_hashes, library_hash
from index.build import build_and_publish
from index.fit import misfit
from index.hashing import HashingEncoder
from index.opening import Place
from index.search import Search


def served(place: Place, name: str) -> Search:
    return Search.open(place.generations.folder(name), HashingEncoder())


def test_names_of_folders_survive_the_copy(place: Place, rebuild: Callable[[], str]) -> None:
    folder = place.documents / "by-day"
    folder.mkdir()
    (place.documents / "rash.md").rename(folder / "rash.md")
    (place.documents / "groups.yaml").write_text('by-day: "By day"\n')
    search = served(place, rebuild())
    assert search.library.groups == {"by-day": "By day"}
    assert search.library.document("rash").folder == "by-day"
    assert search.library.document("tired").folder == ""
    search.close()


def test_another_name_makes_the_index_one_of_another_library(
    place: Place, rebuild: Callable[[], str]
) -> None:
    names = place.documents / "groups.yaml"
    names.write_text('by-day: "By day"\n')
    before = rebuild()
    names.write_text('by-day: "At daytime"\n')
    library = library_hash(document_hashes(place.documents))
    reason = misfit(place.generations, before, HashingEncoder.name, library, {})
    assert reason == "is of another state of the library than the present one"
    encoded: list[int] = []
    build_and_publish(
        place.generations, place.documents, HashingEncoder(), lambda done, _: encoded.append(done)
    )
    search = served(place, place.generations.pointer().live or "")
    assert search.library.groups == {"by-day": "At daytime"}
    assert encoded[0] == 12, "no text is embedded again"
    search.close()

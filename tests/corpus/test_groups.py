"""The names of a library's folders: read in order, checked, and made up where there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.checks.check import check_library
from corpus.errors import BadDocument, BadLibrary
from corpus.groups import read_groups, readable
from corpus.library import document_hashes, library_files, library_hash, load_library
from tests.corpus.conftest import Write

PAGE = "# T\n\nRest helps.\n"


def test_names_are_read_in_their_order(tmp_path: Path, write: Write) -> None:
    assert read_groups(tmp_path) == {}
    write('b: "Second"\na: "First"\n', "groups.yaml")
    assert list(read_groups(tmp_path).items()) == [("b", "Second"), ("a", "First")]


@pytest.mark.parametrize(
    ("folder", "name"),
    [("side-effects", "Side effects"), ("a/CAR_T  cells", "CAR T cells"), ("", ""), ("-", "")],
)
def test_a_folder_without_a_name_is_made_readable(folder: str, name: str) -> None:
    assert readable(folder) == name


def test_a_document_knows_its_folder_and_the_library_their_names(
    tmp_path: Path, write: Write
) -> None:
    write(PAGE, "a.md")
    write(PAGE, "one/b.md")
    write(PAGE, "one/two/c.md")
    write('one: "The first"\n', "groups.yaml")
    write("no: [names]\n", "one/groups.yaml")
    library = load_library(tmp_path)
    assert [document.folder for document in library.documents] == ["", "one", "one/two"]
    assert library.groups == {"one": "The first"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "groups.yaml: it is empty."),
        ("- a\n", "groups.yaml: it must map folders to their names."),
        ("a: [b]\n", "groups.yaml: it must map folders to their names."),
        ("a: ' '\n", "groups.yaml: it must map folders to their names."),
        ("1: b\n", "groups.yaml: it must map folders to their names."),
        ("a: [\n", "groups.yaml: it is not valid YAML."),
        ("a: 2025-13-45\n", "groups.yaml: it is not valid YAML."),
    ],
)
def test_what_names_no_folders_is_refused(
    tmp_path: Path, write: Write, text: str, said: str
) -> None:
    write(PAGE, "a.md")
    write(text, "groups.yaml")
    with pytest.raises(BadDocument) as caught:
        read_groups(tmp_path)
    assert str(caught.value) == said
    with pytest.raises(BadLibrary) as refused:
        load_library(tmp_path)
    assert refused.value.problems == (said,)
    (finding,) = (
        f for f in check_library(tmp_path, date(2026, 1, 1)).findings if f.file == "groups.yaml"
    )
    message = said.removeprefix("groups.yaml: i")
    assert (finding.rule.name, finding.message) == ("unreadable", f"I{message}")


def test_the_names_are_part_of_the_library_and_of_its_hash(tmp_path: Path, write: Write) -> None:
    write(PAGE, "a.md")
    seen = {library_hash(document_hashes(tmp_path))}
    path = write("a: b\n", "groups.yaml")
    assert path in library_files(tmp_path)
    seen.add(library_hash(document_hashes(tmp_path)))
    write("a: c\n", "groups.yaml")
    seen.add(library_hash(document_hashes(tmp_path)))
    assert len(seen) == 3

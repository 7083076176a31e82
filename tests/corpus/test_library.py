"""A folder of documents is loaded whole, or every fault of it is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import BadDocument, BadLibrary
from corpus.library import document_hashes, library_files, library_hash, load_document, load_library

Write = Callable[..., Path]

PAGE = "---\nid: {id}\n---\n# Title\n\nIt helps.\n"


def test_documents_come_in_the_order_of_their_ids(tmp_path: Path, write: Write) -> None:
    for name, key in [("z.md", "a"), ("y.md", "c"), ("deep/er/x.md", "b")]:
        write(PAGE.format(id=key), name)
    library = load_library(tmp_path)
    assert [document.id for document in library.documents] == ["a", "b", "c"]
    assert library.document("b").text == PAGE.format(id="b")
    with pytest.raises(KeyError):
        library.document("d")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "page.md: it is empty."),
        (b" \n\t\n", "page.md: it is empty."),
        (b"\xef\xbb\xbf", "page.md: it is empty."),
        (b"caf\xe9 au lait", "page.md: it is not UTF-8 text; save it as UTF-8."),
        ("fièvre".encode()[:3], "page.md: it is not UTF-8 text; save it as UTF-8."),
        ("text".encode("utf-16"), "page.md: it is not UTF-8 text; save it as UTF-8."),
        (b"text\0text", "page.md: it is not text (it holds zero bytes)."),
        (b"# Only\n\n## Headings\n", "page.md: there is no text in it."),
        (b"---\nid: a\n---\n", "page.md: there is no text in it."),
        (b"---\nid: a\ntitle: ha", "page.md: the front matter is not closed"),
        (b"```\ncode alone\n```\n", "page.md: there is no text in it."),
        ("# T\n\n\u00a0\n".encode(), "page.md: there is no text in it."),
        (b"# T\n\n> one\n> two\n", "page.md, line 3: a block quote's paragraph must stand on one"),
    ],
)
def test_what_cannot_be_a_document_is_refused_by_name(write: Write, data: bytes, said: str) -> None:
    with pytest.raises(BadDocument) as caught:
        load_document(write(data))
    assert str(caught.value).startswith(said)


def test_all_faults_of_a_library_are_named_at_once(tmp_path: Path, write: Write) -> None:
    write("", "empty.md")
    write(b"\xff", "bytes.md")
    write(PAGE.format(id="good"), "good.md")
    with pytest.raises(BadLibrary) as caught:
        load_library(tmp_path)
    assert len(caught.value.problems) == 2
    assert "empty.md" in str(caught.value)
    assert "bytes.md" in str(caught.value)


def test_two_documents_with_one_id_are_refused(tmp_path: Path, write: Write) -> None:
    write(PAGE.format(id="fever"), "one.md")
    write(PAGE.format(id="fever"), "two.md")
    with pytest.raises(BadLibrary) as caught:
        load_library(tmp_path)
    assert str(caught.value) == (
        "two.md and one.md both have the id 'fever'; give one of them another in its front matter."
    )


def test_a_missing_folder_and_one_without_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLibrary, match=r"There is no folder of documents at '.*/gone'"):
        load_library(tmp_path / "gone")
    with pytest.raises(BadLibrary, match="There is no folder of documents"):
        document_hashes(tmp_path / "gone")
    with pytest.raises(BadLibrary, match="holds no Markdown document"):
        load_library(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(write: Write) -> None:
    with pytest.raises(BadLibrary, match="There is no folder of documents"):
        load_library(write("# T\n\ntext\n"))


def test_hidden_files_folders_and_other_kinds_are_no_documents(
    tmp_path: Path, write: Write
) -> None:
    kept = write(PAGE.format(id="a"), "a.md")
    for name in [".draft.md", ".git/b.md", "notes.txt", "a.md~"]:
        write(PAGE.format(id="b"), name)
    (tmp_path / "folder.md").mkdir()
    assert library_files(tmp_path) == [kept]
    assert len(load_library(tmp_path).documents) == 1


def test_a_document_that_is_gone_or_cannot_be_read_is_named(tmp_path: Path, write: Write) -> None:
    write(PAGE.format(id="a"), "a.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadLibrary, match=r"b\.md: it cannot be read \(No such file"):
        load_library(tmp_path)
    with pytest.raises(BadLibrary, match=r"b\.md: it cannot be read"):
        document_hashes(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_document_without_permission_is_named(tmp_path: Path, write: Write) -> None:
    write(PAGE.format(id="a"), "a.md").chmod(0)
    with pytest.raises(BadLibrary, match=r"a\.md: it cannot be read \(Permission denied"):
        load_library(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_text(write: Write) -> None:
    document = load_document(write(b"\xef\xbb\xbf" + PAGE.format(id="a").encode()))
    assert (document.id, document.title) == ("a", "Title")
    assert document.text == PAGE.format(id="a")


def test_without_front_matter_id_and_title_come_from_name_and_heading(write: Write) -> None:
    document = load_document(write("# Fever at night\n\nCall us.\n", "When to Call.md"))
    assert (document.id, document.title) == ("when-to-call", "Fever at night")
    bare = load_document(write("Call us.\n", "night.md"))
    assert (bare.id, bare.title) == ("night", "night")


def test_the_hash_of_a_library_follows_every_change(tmp_path: Path, write: Write) -> None:
    def now() -> str:
        return library_hash(document_hashes(tmp_path))

    path = write(PAGE.format(id="a"), "a.md")
    seen = [now()]
    assert now() == seen[0]
    path.write_text(PAGE.format(id="a") + "More.\n")
    seen.append(now())
    write(PAGE.format(id="b"), "b.md")
    seen.append(now())
    write('title: ["what is it"]\n', "b.asked.yaml")
    seen.append(now())
    path.rename(tmp_path / "c.md")
    seen.append(now())
    assert len(set(seen)) == 5


def test_a_sidecar_says_how_patients_ask(tmp_path: Path, write: Write) -> None:
    write(PAGE.format(id="a"), "a.md")
    write('title:\n  - "Does it help?"\n  - "will it help"\n', "a.asked.yaml")
    (document,) = load_library(tmp_path).documents
    assert document.asked == {"title": ("Does it help?", "will it help")}


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ("", "page.asked.yaml: it is empty."),
        ("# only a comment\n", "page.asked.yaml: it must map section ids to lists of phrases."),
        ("- a\n", "page.asked.yaml: it must map section ids to lists of phrases."),
        ("title: [\n", "page.asked.yaml: it is not valid YAML."),
        ("title: [2025-13-45]\n", "page.asked.yaml: it is not valid YAML."),
        ("gone: ['a']\n", "page.asked.yaml: there is no section 'gone'."),
        ("title: what\n", "page.asked.yaml: 'title' must be a list of phrases in quotes."),
        ("title: [7]\n", "page.asked.yaml: 'title' must be a list of phrases in quotes."),
        ("title: ['  ']\n", "page.asked.yaml: 'title' must be a list of phrases in quotes."),
        (
            "title: ['What?']\nmore: ['what?']\n",
            "page.asked.yaml: 'what?' stands under both 'title' and 'more'.",
        ),
    ],
)
def test_what_is_wrong_with_a_sidecar_is_said(write: Write, sidecar: str, said: str) -> None:
    page = write("# Title\n\nIt helps.\n\n## More\n\nIt works.\n")
    write(sidecar, "page.asked.yaml")
    with pytest.raises(BadDocument) as caught:
        load_document(page)
    assert str(caught.value) == said


def test_a_sidecar_without_its_document_is_named(tmp_path: Path, write: Write) -> None:
    write(PAGE.format(id="a"), "a.md")
    write("title: ['What?']\n", "b.asked.yaml")
    with pytest.raises(BadLibrary) as caught:
        load_library(tmp_path)
    assert str(caught.value) == "b.asked.yaml: there is no document 'b.md' beside it."


def test_a_withdrawn_document_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nText.\n", encoding="utf-8")
    gone = "---\nreview: {state: withdrawn}\n---\n# B\n\nText.\n"
    (tmp_path / "b.md").write_text(gone, encoding="utf-8")
    assert [document.id for document in load_library(tmp_path).documents] == ["a"]


def test_an_approval_needs_a_name_and_a_day(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\nreview: {state: approved}\n---\n# A\n\nText.\n", encoding="utf-8")
    with pytest.raises(BadDocument, match="an approved review needs 'by' and 'on'"):
        load_document(page)


def test_an_example_must_be_a_section_of_its_document(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\nexamples: [nowhere]\n---\n# Page\n\nText.\n", encoding="utf-8")
    with pytest.raises(
        BadDocument, match=r"page\.md: front matter 'examples': no section 'nowhere'"
    ):
        load_document(page)

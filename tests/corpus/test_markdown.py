"""Markdown becomes sections and blocks whose spans are exact, however it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Document, Section
from corpus.errors import BadDocument
from corpus.markdown import first_heading, read_sections

Read = Callable[[str], Document]


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    found: list[Block] = [b for s in read_sections(text, 0, "T") for b in s.blocks]
    return [(b.kind.value, text[b.start : b.end]) for b in found]


def outline(text: str, title: str = "T") -> list[tuple[str, tuple[str, ...]]]:
    """Id and path of every section."""
    return [(s.id, s.path) for s in read_sections(text, 0, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo\n", [("paragraph", "one"), ("paragraph", "two")]),
        ("one\ntwo", [("paragraph", "one\ntwo")]),
        ("  one\n   two  \n", [("paragraph", "one\n   two")]),
        ("one\n# T\n", [("paragraph", "one")]),
        ("- a\n- b\n", [("item", "a"), ("item", "b")]),
        ("1. 1\n2. 2 1\n", [("item", "1"), ("item", "2 1")]),
        ("- - -5\n", [("item", "-5")]),
        ("* a\n  * b\n    * c\n* d\n", [("item", w) for w in "abcd"]),
        ("- a\n\n  more\n- b\n", [("item", "a"), ("item", "more"), ("item", "b")]),
        ("- a\n  wrapped\n- b\n", [("item", "a\n  wrapped"), ("item", "b")]),
        ("- a\nlazy\n- b\n", [("item", "a\nlazy"), ("item", "b")]),
        ("- a\n\t  tab\n-\tb\n", [("item", "a\n\t  tab"), ("item", "b")]),
        ("- a\n\nafter\n", [("item", "a"), ("paragraph", "after")]),
        ("- \u00a0\n- real\n", [("item", "real")]),
        ("> quoted\n\nown\n", [("paragraph", "quoted"), ("paragraph", "own")]),
        ("> quoted\nlazy\n", [("paragraph", "quoted\nlazy")]),
        ("> - a\n> - b\n", [("item", "a"), ("item", "b")]),
        ("> > > 3 is > 2\n", [("paragraph", "3 is > 2")]),
        ("a **b** [c](d) é \U0001f600.\n", [("paragraph", "a **b** [c](d) é \U0001f600.")]),
        ("one\u2028two\x0cthree\n", [("paragraph", "one\u2028two\x0cthree")]),
        ("[ref]: http://example.org\nown\n", [("paragraph", "own")]),
        ("| a | b |\n|---|---|\n| c | d |\n\nown\n", [("paragraph", "own")]),
        ("```\ncode\n```\n\n    code\n\nown\n", [("paragraph", "own")]),
        ("<div>\nraw\n</div>\n\nown\n", [("paragraph", "own")]),
        ("", []),
        ("***\n", []),
    ],
)
def test_paragraphs_and_items_are_blocks_and_nothing_else_is(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize("text", ["> one\n> two\n", "> one\nlazy\n> two\n", "- a\n  > b\n  > c\n"])
def test_a_block_quote_over_several_lines_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(BadDocument, match=r"line [12]: a block quote's paragraph"):
        read_sections(text, 0, "T")


def test_headings_nest_by_level_and_the_title_is_not_repeated() -> None:
    text = "# T\n\na\n\n## A\n\nb\n\n### B\n\nc\n\n## C\n\nd\n"
    assert outline(text) == [
        ("t", ("T",)),
        ("a", ("A",)),
        ("b", ("A", "B")),
        ("c", ("C",)),
    ]


def test_first_level_headings_that_are_not_the_title_are_chapters() -> None:
    text = "# Nausea\n\n## Tips\n\na\n\n# Fatigue\n\n## Tips\n\nb\n"
    assert outline(text, "Guide") == [
        ("nausea", ("Nausea",)),
        ("tips", ("Nausea", "Tips")),
        ("fatigue", ("Fatigue",)),
        ("tips-2", ("Fatigue", "Tips")),
    ]


def test_headings_may_skip_levels() -> None:
    text = "#### Deep\n\na\n\n## Up\n\nb\n\n##### Down\n\nc\n\n### Mid\n\nd\n"
    assert outline(text) == [
        ("deep", ("Deep",)),
        ("up", ("Up",)),
        ("down", ("Up", "Down")),
        ("mid", ("Up", "Mid")),
    ]


def test_setext_headings_are_headings() -> None:
    assert outline("T\n=\n\na\n\nSub\n---\n\nb\n") == [("t", ("T",)), ("sub", ("Sub",))]


def test_headings_of_the_same_name_have_ids_of_their_own() -> None:
    text = "## X\n\na\n\n## X\n\nb\n\n## X 2\n\nc\n\n## X\n\nd\n\n## 副作用\n\ne\n\n## 症状\n\nf\n"
    ids = [section.id for section in read_sections(text, 0, "T")]
    assert ids == ["x", "x-2", "x-2-2", "x-3", "section", "section-2"]


def test_text_before_the_first_heading_and_without_one_is_headed_by_the_title() -> None:
    assert outline("first\n\n## A\n\nb\n") == [("t", ("T",)), ("a", ("A",))]
    assert outline("alone\n") == [("t", ("T",))]


def test_a_heading_that_only_groups_has_no_blocks() -> None:
    sections: tuple[Section, ...] = read_sections("## A\n\n### B\n\nc\n", 0, "T")
    assert [(s.heading, len(s.blocks)) for s in sections] == [("A", 0), ("B", 1)]
    assert (sections[0].start, sections[0].end) == (0, 0)
    assert (sections[1].start, sections[1].end) == (13, 14)


def test_the_first_heading_is_one_of_the_first_level() -> None:
    assert first_heading("## A\n\n# B *c*\n", 0) == "B *c*"
    assert first_heading("## A\n\ntext\n", 0) is None
    assert first_heading("", 0) is None


def test_offsets_count_from_the_start_of_the_file(read: Read) -> None:
    document = read("---\nid: a\n---\n# T\n\nIt helps.\n")
    (block,) = document.sections[0].blocks
    assert document.text[block.start : block.end] == "It helps."


def test_a_file_with_crlf_reads_as_one_with_lf(read: Read) -> None:
    text = "---\nid: a\ntitle: T\n---\n# T\n\nIt helps\nyou. So:\n\n- a\n- b\n"
    assert read(text.replace("\n", "\r\n")) == read(text)


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "\t",
        "  ",
        "    ",
        "***",
        "---\n",
        "===\n",
        "|",
        "`",
        "<b>",
        "[a]: b\n",
        "\\",
        "é",
        "\u00a0",
        "\u2028",
        "\x0b",
        "\x1c",
        "&amp;",
        "one",
        "Two.",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join), st.integers(0, 3))
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_blocks_are_exact_and_in_order(text: str, body: int) -> None:
    text = text.replace("\r", "\n").replace("\0", "")  # as a file is read
    body = min(body, len(text))
    try:
        sections = read_sections(text, body, "T")
    except BadDocument:
        assert ">" in text
        return
    assert len({section.id for section in sections}) == len(sections)
    cursor = body
    for block in (b for section in sections for b in section.blocks):
        assert cursor <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert block.kind in BlockKind
        cursor = block.end

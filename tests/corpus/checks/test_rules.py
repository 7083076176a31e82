"""Each rule fails on a small bad document, at its line, and is silent on a sound one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.checks.check import Report, check_library
from corpus.checks.finding import Severity
from corpus.checks.limits import Limits
from corpus.errors import BadLibrary

Check = Callable[..., Report]
Found = Callable[..., list[str]]

SOURCE = "{publisher: NCI, title: T, address: 'https://a.example', seen: 2026-05-01}"
FRONT = (
    "---\nid: a\ntitle: A\nlanguage: en\npublisher: P\n"
    f"sources: [{SOURCE}]\nreview: {{state: draft}}\n---\n# A\n\nRest helps.\n"
)
RASH = "An itchy rash on the arms is common. Show the rash to your nurse at the next visit."
SLEEP = (
    "Sleep at night is better than naps. Go to bed at the same hour each night, at home and away."
)
DRIVE = "Do not drive for {} after CAR T-cell therapy."


def test_sound_pages_have_no_finding(found: Found) -> None:
    assert found(f"# Rash\n\n{RASH}\n", f"# Sleep\n\n{SLEEP}\n") == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("id: a\n", "", "1: front-matter"),
        ("title: A\n", "title: ' '\n", "3: front-matter"),
        ("language: en\n", "", "1: front-matter"),
        ("publisher: P\n", "", "1: front-matter"),
        (f"sources: [{SOURCE}]\n", "", "1: sources"),
        (f"sources: [{SOURCE}]\n", "sources: []\n", "6: sources"),
        ("publisher: NCI", "publisher: ''", "6: source"),
        ("title: T", "title: ''", "6: source"),
        ("'https://a.example'", "a.example", "6: source"),
        (", address: 'https://a.example'", "", "6: source"),
        (", seen: 2026-05-01", "", "6: source"),
        ("seen: 2026-05-01", "seen: 2026-06-02", "6: source"),
        ("review: {state: draft}\n", "", "1: review-state"),
        ("draft}", "draft, next: 2026-05-31}", "7: overdue-review"),
        (
            "draft}",
            "approved, by: Dr. Lee, on: 2026-05-01, next: 2027-01-01}",
            "7: lapsed-approval",
        ),
        ("draft}", "draft, by: Dr. Lee, on: 2026-06-02}", "7: review-dates"),
        ("draft}", "draft, on: 2026-05-02, next: 2026-05-02}", "7: overdue-review 7: review-dates"),
    ],
)
def test_front_matter_and_review(found: Found, old: str, new: str, line: str) -> None:
    assert old in FRONT
    assert " ".join(f.removeprefix("page-1.md:") for f in found(FRONT.replace(old, new))) == line


def test_a_review_that_is_due_today_is_not_overdue(found: Found) -> None:
    assert found(FRONT.replace("draft}", "draft, next: 2026-06-01}")) == []


def test_a_page_accepts_warnings_that_somebody_has_looked_at(check: Check) -> None:
    text = FRONT.replace(SOURCE, "{publisher: NCI, title: T}").replace("Rest", "It")
    assert len(check(text).findings) == 2
    report = check(text.replace("review:", "accepts: [source]\nreview:"))
    assert [one.rule.name for one in report.findings] == ["stands-alone"]
    assert [one.rule.name for one in report.accepted] == ["source"]
    assert report.fails(strict=True)
    both = check(text.replace("review:", "accepts: [source, stands-alone]\nreview:"))
    assert not both.fails(strict=True)


@pytest.mark.parametrize("name", ["front-matter", "other-number", "sauce"])
def test_what_is_no_warning_cannot_be_accepted(found: Found, name: str) -> None:
    text = FRONT.replace("id: a\n", "").replace("review:", f"accepts: [{name}]\nreview:")
    assert found(text) == ["page-1.md:1: front-matter", "page-1.md:6: accepts"]


def test_one_way_of_asking_leads_to_one_section(tmp_path: Path) -> None:
    for name, phrases in (("a", '["am I too hot?", "fever"]'), ("b", '["Am I  too hot", "heat"]')):
        (tmp_path / f"{name}.md").write_text(FRONT.replace("id: a", f"id: {name}"), "utf-8")
        (tmp_path / f"{name}.asked.yaml").write_text(f"a: {phrases}\n", "utf-8")
    findings = check_library(tmp_path, date(2026, 6, 1)).findings
    (finding,) = (one for one in findings if one.rule.name == "asked-twice")
    assert (finding.file, finding.document, finding.section) == ("b.md", "b", "a")
    assert finding.message == "“Am I  too hot” stands under 'a#a' too; keep one."


def test_the_missing_parts_of_a_source_are_named(check: Check) -> None:
    (finding,) = check(FRONT.replace(SOURCE, "{publisher: NCI, title: T}")).findings
    assert finding.message == (
        "Source 1, T: an address that begins with https:// is missing, "
        "the day on which it was seen is missing; complete it."
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\nid: [\n---\n# A\n\nText.\n", 3, "The front matter is not valid YAML near line 3."),
        ("---\nid: a\n", 1, "The front matter is not closed; end it with a line of '---'."),
        ("---\nid: A B\n---\n# A\n\nText.\n", 1, "Front matter 'id': String should match"),
        ("---\nid: a\n---\n# A\n\n> one\n> two\n", 6, "Line 6: a block quote's paragraph must"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_and_the_rest_is_checked(
    check: Check, text: str, line: int, said: str
) -> None:
    report = check(text, "# B\n\nIt helps.\n")
    unread, leaning = report.findings
    assert (unread.rule.name, unread.file, unread.line) == ("unreadable", "page-1.md", line)
    assert unread.message.startswith(said)
    assert leaning.rule.name == "stands-alone"
    assert report.fails()


def test_a_wrong_sidecar_and_one_without_a_document_are_errors(
    check: Check, tmp_path: Path
) -> None:
    (tmp_path / "gone.asked.yaml").write_text("a: [b]\n")
    (tmp_path / "page-1.asked.yaml").write_text("nowhere: [b]\n")
    findings = check("# A\n\nRest helps.\n").findings
    assert [(f.file, f.rule.name, f.message) for f in findings] == [
        (
            "gone.asked.yaml",
            "lone-sidecar",
            "There is no document 'gone.md' beside it; rename it, or remove it.",
        ),
        ("page-1.asked.yaml", "unreadable", "There is no section 'nowhere'."),
    ]


def test_two_documents_with_one_id_are_an_error_at_the_second(check: Check) -> None:
    report = check(FRONT, FRONT.replace("Rest helps.", RASH))
    (finding,) = report.findings
    assert (finding.file, finding.line, finding.rule.name) == ("page-2.md", 2, "unique-id")
    assert finding.message == "page-1.md has the id 'a' too; give one of them another."
    assert report.fails()


def test_a_long_sentence_is_named_at_its_line(check: Check) -> None:
    text = "# A\n\nRest helps.\n\nThe nurse " + "and the nurse " * 7 + "and the\ndoctor help.\n"
    (finding,) = check(text).findings
    assert (finding.rule.name, finding.line, finding.section) == ("long-sentence", 13, "a")
    assert finding.message.startswith("The sentence has 27 words, above 25; part it: “The nurse")
    assert check(text, limits=Limits(max_sentence=27)).findings == ()


HARD = "# A\n\nImmunological hyperactivation necessitates multidisciplinary hospitalisation.\n"


def test_a_page_that_is_too_hard_and_a_library_that_is(check: Check) -> None:
    report = check(HARD, "# B\n\nRest helps. Eat well.\n")
    assert [(f.file, f.line, f.rule.name) for f in report.findings] == [
        ("page-1.md", 11, "median-grade"),
        ("page-1.md", 11, "reading-grade"),
    ]
    assert set(report.grades) == {"page-1.md", "page-2.md"}
    two_easy = check(HARD, "# B\n\nRest helps. Eat well.\n", "# C\n\nSleep well. Drink tea.\n")
    assert [f.rule.name for f in two_easy.findings] == ["reading-grade"]
    assert check(HARD, limits=Limits(max_grade=99, median_grade=99)).findings == ()


def test_marks_and_addresses_are_not_graded(check: Check) -> None:
    plain = check("# A\n\nAsk the care team. Rest well.\n").grades
    marked = (
        "# A\n\nAsk the **care** [team](https://international-immunology.example).\nRest well.\n"
    )
    assert check(marked).grades == plain


def test_pages_in_another_language_are_not_graded(check: Check) -> None:
    report = check(FRONT.replace("language: en", "language: de"), "# B\n\nRest helps.\n")
    assert report.other_languages == 1
    assert list(report.grades) == ["page-2.md"]


def test_withdrawn_pages_are_looked_at_for_their_id_alone(check: Check) -> None:
    withdrawn = FRONT.replace("draft}", "withdrawn}").replace("Rest helps.", "It helps.")
    report = check(withdrawn, FRONT.replace("Rest helps.", RASH))
    assert [f.rule.name for f in report.findings] == ["unique-id"]
    assert (report.documents, report.withdrawn) == (1, 1)


def test_a_page_that_stands_in_the_library_twice_is_an_error_and_told_once(check: Check) -> None:
    text = f"# Rash\n\n{RASH}\n\n## Sleep\n\n{SLEEP}\n"
    report = check(text, text, f"# Other\n\n{DRIVE.format('two weeks')}\n")
    (finding,) = report.findings
    assert (finding.rule.name, finding.rule.severity) == ("same-page", Severity.ERROR)
    assert finding.message.startswith("The same page is at page-2.md:11; keep one: “An itchy rash")


OWN = "Skin can itch. A plain cream helps, and so do cool baths and soft clothes without seams."
SHOW = "Show each rash to your own nurse today."
OTHER = "Feet can swell. Raise both legs on a chair for a while when you sit down after lunch."


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        (f"{RASH} {SLEEP}", f"{RASH} {SLEEP}".replace("arms", "legs"), "near-page"),
        (f"{OWN}\n\n## Sleep\n\n{SLEEP}", f"{OTHER}\n\n## Sleep\n\n{SLEEP}", "same-passage"),
        (
            f"{OWN}\n\n## Sleep\n\n{SLEEP}",
            f"{OTHER}\n\n## Sleep\n\n{SLEEP.replace('hour', 'time')}",
            "near-passage",
        ),
        (f"{OWN} {SHOW}", f"{OTHER} {SHOW}", "same-sentence"),
        (f"{OWN} {SHOW}", f"{OTHER} {SHOW.replace('nurse', 'doctor')}", "near-sentence"),
    ],
)
def test_what_two_pages_say_alike_is_told_once(
    found: Found, left: str, right: str, rule: str
) -> None:
    (line,) = found(f"# A\n\n{left}\n", f"# B\n\n{right}\n")
    assert line.startswith("page-1.md:")
    assert line.endswith(f": {rule}")


def test_what_one_page_says_twice_is_not_a_repeat_between_pages(found: Found) -> None:
    assert found(f"# A\n\n{RASH}\n\n## B\n\n{RASH}\n") == []


def test_short_sentences_may_stand_on_many_pages(found: Found) -> None:
    assert (
        found(f"# A\n\n{OWN} Call your care team.\n", f"# B\n\n{OTHER} Call your care team.\n")
        == []
    )


def test_another_number_on_the_same_subject_is_flagged(check: Check) -> None:
    report = check(
        f"# After CAR-T\n\nRest often.\n{DRIVE.format('8 weeks')}\n",
        "# Driving\n\nPeople should not drive for two weeks after CAR-T.\n",
    )
    (finding,) = report.findings
    assert (finding.rule.name, finding.rule.severity) == ("other-number", Severity.FLAG)
    assert (finding.file, finding.line) == ("page-1.md", 12)
    assert finding.message.startswith("Here 8 weeks, at page-2.md:11 two weeks; which is right? ")
    assert not report.fails(strict=True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (DRIVE.format("8 weeks"), "People should not drive for 56 days after CAR-T."),
        (DRIVE.format("8 weeks"), "People should not drive for 6 to 8 weeks after CAR-T."),
        (DRIVE.format("8 weeks"), "A steroid cream on the skin is used for 2 weeks."),
        (DRIVE.format("8 weeks"), "Up to 30 percent of people should not drive after CAR-T."),
    ],
)
def test_numbers_that_agree_or_speak_of_something_else_are_not_flagged(
    found: Found, left: str, right: str
) -> None:
    assert found(f"# A\n\n{left}\n", f"# B\n\n{right}\n") == []


def test_numbers_of_one_page_are_not_compared(found: Found) -> None:
    assert found(f"# A\n\n{DRIVE.format('8 weeks')} {DRIVE.format('2 weeks')}\n") == []


def test_a_folder_without_documents_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(BadLibrary, match="holds no Markdown document to check"):
        check_library(tmp_path, date(2026, 6, 1))
    with pytest.raises(BadLibrary, match="There is no folder of documents"):
        check_library(tmp_path / "gone", date(2026, 6, 1))


@pytest.mark.parametrize("limits", [{"alike": 0.0}, {"same_subject": 1.1}])
def test_a_share_that_is_none_is_refused(limits: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="give a share above 0"):
        Limits(**limits)  # type: ignore[arg-type]

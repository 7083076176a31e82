from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench.bench import MissingData
from eval.bench.vignettes import Urgency, Vignette, load_vignettes

GOOD = '{"urgency_level": "em", "correct_diagnosis": "x", "case_description": "A text."}'


def test_vignettes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    path.write_text(f"{GOOD}\n\n{GOOD.replace('em', 'sc', 1)}\n", encoding="utf-8")

    assert load_vignettes(path) == (
        Vignette(Urgency.EMERGENCY, "A text."),
        Vignette(Urgency.SELF_CARE, "A text."),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "v.jsonl:2: it is no JSON."),
        ("[]", "v.jsonl:2: there is no text under 'case_description'."),
        (GOOD.replace("A text.", " "), "v.jsonl:2: there is no text under 'case_description'."),
        (GOOD.replace("em", "soon", 1), "v.jsonl:2: 'urgency_level' is none of em, ne, sc."),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "v.jsonl"
    path.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")

    with pytest.raises(MissingData) as raised:
        load_vignettes(path)

    assert str(raised.value).endswith(said)


def test_a_file_that_is_missing_or_empty_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")

    with pytest.raises(MissingData, match="There is no file"):
        load_vignettes(tmp_path / "none.jsonl")
    with pytest.raises(MissingData, match="holds no vignette"):
        load_vignettes(tmp_path / "empty.jsonl")

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.bench.bench import DATA, MissingData
from eval.bench.claims import ATTRIBUTION, HEALTHVER, load_attribution, load_healthver

HEADER = "id,evidence,claim,label,topic_ip,question"


def write(path: Path, *lines: str) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return path


def attribution(**changed: Any) -> str:
    row = {
        "question": "Why?",
        "claim": "It rains.",
        "references": ["Rain falls.", " "],
        "attribution_label": "attributable",
        "src_dataset": "LFQA",
    }
    return json.dumps(row | changed)


def test_healthver_is_read_with_commas_and_line_breaks(tmp_path: Path) -> None:
    path = write(tmp_path / "h.gz", HEADER, '7,"One, two.\nThree.",It helps,Refutes,1,does it help')

    found = load_healthver(path)

    assert found.labels[0] == "Supports"
    (claim,) = found.claims
    assert (claim.group, claim.text, claim.label) == ("does it help", "It helps", "Refutes")
    assert claim.evidence == ("One, two.\nThree.",)


def test_attribution_is_read_without_blank_references(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gz", attribution(), "", attribution(src_dataset="ExpertQA"))

    found = load_attribution(path)

    assert found.labels[0] == "attributable"
    assert [claim.source for claim in found.claims] == ["LFQA", "ExpertQA"]
    assert found.claims[0].evidence == ("Rain falls.",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "a.gz:2: it is no JSON."),
        ("[]", "a.gz:2: it is no JSON object."),
        (attribution(claim=" "), "a.gz:2: a question, a claim or its source is missing."),
        (attribution(src_dataset=None), "a.gz:2: a question, a claim or its source is missing."),
        (attribution(references=[" "]), "a.gz:2: there is no evidence under 'references'."),
        (attribution(references="Rain."), "a.gz:2: there is no evidence under 'references'."),
        (attribution(attribution_label="maybe"), "a.gz:2: 'maybe' is none of attributable, not"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = write(tmp_path / "a.gz", attribution(), line)

    with pytest.raises(MissingData) as raised:
        load_attribution(path)

    assert said in str(raised.value)


def test_a_broken_row_of_healthver_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "h.gz", HEADER, "7,Text.,It helps,Perhaps,1,does it help")

    with pytest.raises(MissingData, match=r"h\.gz:2: 'Perhaps' is none of Supports"):
        load_healthver(path)


def test_a_file_that_is_not_there_cannot_be_read_or_is_empty(tmp_path: Path) -> None:
    (tmp_path / "plain.gz").write_text("no gzip", encoding="utf-8")
    write(tmp_path / "empty.gz", HEADER)

    with pytest.raises(MissingData, match="There is no file"):
        load_healthver(tmp_path / "none.gz")
    with pytest.raises(MissingData, match="cannot be read"):
        load_attribution(tmp_path / "plain.gz")
    with pytest.raises(MissingData, match="holds no claim"):
        load_healthver(tmp_path / "empty.gz")


def test_the_real_files_are_read() -> None:
    if not (DATA / HEALTHVER).is_file():
        pytest.skip("The benchmark data are not beside this checkout.")

    healthver, attributed = load_healthver(DATA / HEALTHVER), load_attribution(DATA / ATTRIBUTION)

    assert (len(healthver.claims), len(attributed.claims)) == (1917, 1198)
    assert {claim.source for claim in attributed.claims} == {
        "AttributedQA",
        "ExpertQA",
        "LFQA",
        "Stanford-GenSearch",
    }

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOG = (ROOT / "app" / "triage" / "hazards.md").read_text(encoding="utf-8")
ROWS = [line for line in LOG.splitlines() if re.match(r"\| \d", line)]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", LOG)))


def test_the_log_has_hazards_and_each_names_a_test() -> None:
    assert len(ROWS) >= 10
    assert all("::test_" in row for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[2].strip())
def test_a_risk_is_severity_times_likelihood_on_a_five_by_five_matrix(row: str) -> None:
    severity, likelihood, risk = (int(cell) for cell in row.split("|")[4:7])
    assert severity in range(1, 6)
    assert likelihood in range(1, 6)
    assert risk == severity * likelihood


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_of_a_control_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}

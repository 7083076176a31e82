from __future__ import annotations

from eval.bench.published import published


def test_a_published_figure_names_its_source() -> None:
    assert published("groundedness", "HealthVer", "macro_f1") == ".796 fine-tuned T5 (HealthVer)"


def test_what_nobody_published_is_empty() -> None:
    assert published("groundedness", "HealthVer", "auroc") == ""
    assert published("groundedness", "nothing", "macro_f1") == ""
    assert published("nothing", "HealthVer", "macro_f1") == ""

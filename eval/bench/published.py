"""What others have published on the same data, each with its source; from `published.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import yaml
from pydantic import TypeAdapter

_Texts = dict[str, dict[str, dict[str, str]]]


def published(bench: str, data: str, metric: str) -> str:
    """The published figures beside one of ours, with their source; empty where there are none.

    Example: `published("groundedness", "HealthVer", "macro_f1")`
    """
    return _texts().get(bench, {}).get(data, {}).get(metric, "")


@lru_cache
def _texts() -> _Texts:
    text = resources.files("eval.bench").joinpath("published.yaml").read_text(encoding="utf-8")
    return TypeAdapter(_Texts).validate_python(yaml.safe_load(text))

"""What is installed is all that the source tree holds: every package, and every file in one."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
PACKAGES: list[str] = SETUP["packages"]
DATA: dict[str, list[str]] = SETUP["package-data"]


def test_every_folder_of_code_is_a_package_that_is_installed() -> None:
    found = {
        ".".join(file.relative_to(ROOT).parent.parts)
        for top in {name.split(".")[0] for name in PACKAGES}
        for file in (ROOT / top).rglob("*.py")
    }
    assert found == set(PACKAGES)


def test_every_file_beside_code_is_installed() -> None:
    left_out = []
    for top in {name.split(".")[0] for name in PACKAGES}:
        for file in (ROOT / top).rglob("*"):
            if not file.is_file() or file.suffix in (".py", ".pyc"):
                continue
            owner = max(
                (name for name in PACKAGES if (ROOT / Path(*name.split("."))) in file.parents),
                key=len,
            )
            place = str(file.relative_to(ROOT / Path(*owner.split("."))))
            if not any(fnmatch(place, pattern) for pattern in DATA.get(owner, [])):
                left_out.append(str(file.relative_to(ROOT)))
    assert left_out == []

"""What the folders of a library are called, and in which order they are shown."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from corpus.errors import BadDocument
from corpus.text_file import read_text

GROUPS_FILE = "groups.yaml"
"""Its name at the top of the library; beside it no other file is read as one."""


def read_groups(folder: Path) -> dict[str, str]:
    """The names that a library gives to its folders, in the order in which they are shown.

    None has to be named, and a folder that is named need not be there.

    Raises:
        BadDocument: the file does not map folders to names.

    Example: `read_groups(Path("corpus/documents"))["basics"]` gives `"The basics"`.
    """
    path = folder / GROUPS_FILE
    if not path.exists():
        return {}
    try:
        data = yaml.safe_load(read_text(path))
    except (yaml.YAMLError, ValueError) as error:
        raise BadDocument(f"{GROUPS_FILE}: it is not valid YAML.") from error
    if not isinstance(data, dict) or not all(
        isinstance(text, str) and text.strip() for pair in data.items() for text in pair
    ):
        raise BadDocument(f"{GROUPS_FILE}: it must map folders to their names.")
    return data


def readable(folder: str) -> str:
    """What a folder is called that has no name; blank for the top of a library.

    Example: `readable("basics/side-effects")` gives `"Side effects"`.
    """
    words = " ".join(re.split(r"[\s_-]+", folder.rpartition("/")[2])).strip()
    return words[:1].upper() + words[1:]

"""Measures what import lets through and what it takes without need; run as a program.

    .venv/bin/python tests/corpus/importing/measure.py ../shared/benchmarks [pdf docx html md txt]

Each of BIPIA's 75 instructions is planted, one at a time, in a page of real patient text, in every
format, visible in a paragraph and hidden in every way. The rules were written with the first seven
categories and the thirteenth in sight; the others are unseen.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import tempfile
import warnings
from collections import Counter
from datetime import date
from pathlib import Path

from conftest import VISIBLE, WAYS, make

from corpus.errors import BadImport
from corpus.importing.importer import Imported, Importer
from corpus.sentences import sentence_spans

SEEN = {0, 1, 2, 3, 4, 5, 6, 12}
CLEAN = 500  # pages
Pages = list[tuple[str, list[str]]]
PACKAGED = (
    Path(__file__).parents[3] / "corpus" / "documents" / "overview" / "immunotherapy-overview.md"
)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def pages(folder: Path) -> Pages:
    with gzip.open(folder / "medquad.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if len((row["answer"] or "").split()) > 150]
    random.Random(1).shuffle(rows)  # noqa: S311 (a sample)
    found = []
    for row in rows[400:]:
        text = row["answer"].encode("latin-1", "ignore").decode("latin-1")
        found.append((row["focus"] or "Page", [p for p in re.split(r"\n+| - ", text) if p.strip()]))
    return found


def run(root: Path, kind: str, data: bytes) -> Imported | None:
    path = root / f"page.{kind}"
    path.write_bytes(data)
    try:
        return Importer(root / "library", date(2026, 1, 2), replacing=True).add(path)
    except BadImport as error:
        print("refused:", error)
        return None


def planted(root: Path, folder: Path, texts: Pages, kinds: list[str]) -> None:
    groups = json.loads((folder / "bipia-text-attacks-train.json").read_text(encoding="utf-8"))
    caught: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    number = 0
    for position, (name, instructions) in enumerate(groups.items()):
        half = "seen" if position in SEEN else "unseen"
        for instruction in instructions:
            title, paragraphs = texts[number % len(texts)]
            number += 1
            for kind in kinds:
                for way in (VISIBLE, *WAYS[kind]):
                    data = make(kind, title, [("About", paragraphs)], instruction, way)
                    done = run(root, kind, data)
                    key = (kind, half if way == VISIBLE else "hidden")
                    asked[key] += 1
                    wanted = letters(instruction)
                    hit = (
                        done is not None
                        and wanted not in letters(done.document.text)
                        and any(wanted in letters(found.text) for found in done.aside)
                    )
                    caught[key] += hit
                    if not hit and (half == "seen" or way != VISIBLE):
                        print("missed:", kind, way, "|", name, "|", instruction)
    for key in sorted(asked):
        print(*key, f"{caught[key]} of {asked[key]} caught")


def clean(root: Path, kind: str, texts: Pages) -> None:
    sentences, wrong, shown = 0, 0, Counter[str]()
    for title, paragraphs in texts:
        done = run(root, kind, make(kind, title, [("About", paragraphs)], "", VISIBLE))
        if done is None:
            continue
        taken = sum(len(sentence_spans(found.text)) for found in done.aside)
        wrong += taken
        sentences += taken + sum(
            len(sentence_spans(done.document.text[block.start : block.end]))
            for section in done.document.sections
            for block in section.blocks
        )
        shown.update(found.why for found in done.aside)
    print("clean", kind, f"{wrong} of {sentences} sentences taken without need", dict(shown))


def main() -> None:
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1])
    kinds = sys.argv[2:] or list(WAYS)
    texts = pages(folder)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        planted(root, folder, texts[CLEAN : CLEAN + 25], kinds)
        for kind in kinds:
            clean(root, kind, texts[: CLEAN if kind == "txt" else 100])
        own = run(root, "md", PACKAGED.read_bytes())
        print("packaged page:", len(own.aside) if own else "refused", "set aside")


if __name__ == "__main__":
    main()

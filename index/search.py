"""Hybrid search: a question → hits. Ranks passages; knows nothing of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.document import Passage
from corpus.errors import BadLibrary
from corpus.library import Library, load_library
from index.asking import Searched, searched_texts
from index.encoder import Encoder, Vectors
from index.entries import Entry, EntryKind, text_key
from index.errors import Damaged
from index.finding import TextFinder
from index.hit import Hit, HitVectors
from index.lexical import LexicalIndex
from index.manifest import Manifest, read_manifest
from index.passage_file import read_entries, read_passages
from index.rows import rows_of
from index.synonyms import Synonyms
from index.vocabulary import Vocabulary, rarity
from index.words import content_stems

_RRF = 60
_POOL = 60
# By how much nearer, over both similarities, a completed text must be than what was typed.
_COMPLETED = 0.16
_FEW_SECTIONS = 2


class Search:
    """One opened generation.

    Example: `[hit.passage.id for hit in search.find("side effects", 5)]`
    """

    def __init__(  # noqa: PLR0913 (what a generation is made of)
        self,
        *,
        manifest: Manifest,
        library: Library,
        passages: Sequence[Passage],
        encoder: Encoder,
        texts: TextFinder,
        lexical: LexicalIndex,
        vocabulary: Vocabulary,
        vectors: Vectors,
        entries: Sequence[Entry],
        subject: str,
    ) -> None:
        self.manifest = manifest
        self.library = library
        self.passages = tuple(passages)
        self.encoder = encoder
        self._texts = texts
        self._lexical = lexical
        self.vocabulary = vocabulary
        self._vectors = vectors
        self._subject = subject
        self._owner = [entry.passage for entry in entries]
        self._rows = rows_of(passages, entries)
        self._stems = [set(content_stems(" ".join(p.path))) for p in passages]
        for entry in entries:
            self._stems[entry.passage].update(content_stems(entry.text))
        self._shared = _shared_stems(self.passages, entries)
        self._numbers = {passage.id: number for number, passage in enumerate(self.passages)}
        self._telling = _telling_stems(self.passages)
        self._synonyms = Synonyms(f"{p.path[-1]} {p.text}" for p in self.passages)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder, subject: str = "immunotherapy") -> Search:
        """Open a verified generation that `encoder` built.

        Args:
            folder: of the generation.
            encoder: the one that its manifest names.
            subject: what the library is about, where a question leaves that unsaid.

        Raises:
            Damaged: a file of it is missing or cannot be read.
        """
        manifest = read_manifest(folder)
        passages = read_passages(folder / "passages.jsonl")
        entries = read_entries(folder / "entries.jsonl")
        try:
            vectors = np.load(folder / "vectors.npy", mmap_mode="r")
        except (OSError, ValueError, EOFError) as error:
            raise Damaged("its vectors cannot be read") from error
        if (len(passages), len(entries)) != (manifest.passages, manifest.entries):
            raise Damaged("its files do not hold what its manifest says")
        try:
            library = load_library(folder / "documents", manifest.selection)
        except BadLibrary as error:
            raise Damaged("its documents cannot be read") from error
        return cls(
            manifest=manifest,
            library=library,
            passages=passages,
            encoder=encoder,
            lexical=LexicalIndex.load(folder / "bm25", len(passages)),
            vocabulary=Vocabulary(
                (f"{' '.join(passage.path)} {passage.text}" for passage in passages),
                (entry.text for entry in entries if entry.kind is EntryKind.ASKED),
            ),
            vectors=vectors,
            entries=entries,
            subject=subject,
            texts=TextFinder.open(folder, [text_key(entry.text) for entry in entries], vectors),
        )

    def close(self) -> None:
        """Let go of the vector store."""
        self._texts.close()

    def find(self, question: str, number: int = 20, *, subject: str | None = None) -> list[Hit]:
        """The passages nearest to a question, best first, by meaning and by words.

        The rankings by vectors and by BM25 are fused by reciprocal ranks.
        Source: Cormack et al. 2009, Reciprocal Rank Fusion.

        Args:
            question: as the patient typed it, cleaned.
            number: at most so many.
            subject: what a question that leaves it unsaid is about; None for what the whole
                library is about, blank where nothing may be added.

        Raises:
            Damaged: the vector store cannot answer.
        """
        unsaid = self._subject if subject is None else subject
        named = self._synonyms.as_written(self.vocabulary.correct(question))
        parts = searched_texts(named, unsaid)
        vectors = self.encoder.encode([part.text for part in parts])
        pool: set[int] = set()
        for nearest in self._texts.nearest(vectors, _POOL):
            pool |= {self._owner[row] for row, _ in nearest}
        lexical = np.max([self._lexical.scores(part.text) for part in parts], axis=0)
        pool |= {int(p) for p in np.argsort(-lexical, kind="stable")[:number] if lexical[p] > 0}
        near = {p: self._nearest_part(parts, vectors, p) for p in sorted(pool)}
        by_meaning = _ranks({p: max(n.dense, n.asked) for p, n in near.items()})
        by_words = _ranks({p: float(lexical[p]) for p in near if lexical[p] > 0})
        hits = [
            Hit(
                passage=self.passages[p],
                dense=n.dense,
                asked=n.asked,
                known=self._rows[p].known,
                lexical=float(lexical[p]),
                fused=sum(1 / (_RRF + ranks[p]) for ranks in (by_meaning, by_words) if p in ranks),
                sentences=n.sentences,
                asking=n.part.text,
                completed=n.part.completed,
                overlap=self._overlap(n.part.text, p),
                foreign=sum(rarity(word) for word in self.vocabulary.foreign(n.part.text)),
                vectors=self._hit_vectors(n.vector, p),
            )
            for p, n in near.items()
        ]
        return sorted(hits, key=lambda hit: (-hit.fused, hit.passage.id))[:number]

    def support(self, own: Sequence[str], passage: Passage) -> float:
        """How much of some words a passage's section uses: a share in [0, 1], weighted by rarity.

        A word of a single way of asking does not count: it may stand there by chance.

        Example: `search.support(["proteins"], hit.passage)`
        """
        used = self._shared[self._numbers[passage.id]]
        weights = [(rarity(word), used.issuperset(content_stems(word))) for word in own]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, held in weights if held) / total if total else 0.0

    def named(self, own: Sequence[str]) -> Passage | None:
        """The passage of the one section whose heading has a word that no other heading has.

        The word must be rare in the library's text too; None where none or several are named.

        Example: `search.named(["vaccines"])`
        """
        found = {
            self._telling[stem]
            for word in own
            for stem in content_stems(word)
            if stem in self._telling
        }
        return self.passages[found.pop()] if len(found) == 1 else None

    def _overlap(self, part: str, passage: int) -> float:
        stems = content_stems(part)
        used = self._stems[passage]
        return sum(stem in used for stem in stems) / len(stems) if stems else 0.0

    def _nearest_part(self, parts: Sequence[Searched], vectors: Vectors, passage: int) -> _Nearness:
        """The part of the question that comes nearest to a passage."""
        near = [
            self._nearness(part, vector, passage)
            for part, vector in zip(parts, vectors, strict=True)
        ]
        return max(
            near, key=lambda n: n.dense + max(n.asked, n.dense) - _COMPLETED * n.part.completed
        )

    def _nearness(self, part: Searched, vector: NDArray[np.float32], passage: int) -> _Nearness:
        rows = self._rows[passage]
        sentences = tuple(
            float(self._vectors[row] @ vector) if row is not None else -1.0
            for row in rows.sentences
        )
        whole = float(self._vectors[rows.passage] @ vector)
        asked = max((float(s) for s in self._vectors[rows.asked] @ vector), default=-1.0)
        own = sentences if not self.passages[passage].outline else ()
        return _Nearness(part, vector, max(whole, *own, -1.0), asked, sentences)

    def _hit_vectors(self, asking: Vectors, passage: int) -> HitVectors:
        rows = self._rows[passage]
        own = () if self.passages[passage].outline else rows.sentences
        texts = (rows.passage, *(row for row in own if row is not None))
        return HitVectors(asking, self._vectors, texts, rows.asked)


@dataclass(frozen=True, slots=True)
class _Nearness:
    part: Searched
    vector: NDArray[np.float32]
    dense: float
    asked: float
    sentences: tuple[float, ...]


def _shared_stems(passages: Sequence[Passage], entries: Sequence[Entry]) -> list[set[str]]:
    """The stems that each passage uses itself, or two ways of asking for it."""
    counts = [Counter(content_stems(f"{' '.join(p.path)} {p.text}") * 2) for p in passages]
    for entry in entries:
        counts[entry.passage].update(set(content_stems(entry.text)))
    return [{stem for stem, number in count.items() if number > 1} for count in counts]


def _telling_stems(passages: Sequence[Passage]) -> dict[str, int]:
    """The stems of headings that tell one section from all others, with its first passage.

    They stand in no other heading and in the text of at most two sections.
    """
    heading: dict[str, set[tuple[str, str]]] = {}
    text: dict[str, set[tuple[str, str]]] = {}
    first: dict[tuple[str, str], int] = {}
    for number, passage in enumerate(passages):
        if passage.outline:
            continue
        section = (passage.document, passage.section)
        first.setdefault(section, number)
        for stem in content_stems(passage.path[-1]):
            heading.setdefault(stem, set()).add(section)
        for stem in content_stems(passage.text):
            text.setdefault(stem, set()).add(section)
    return {
        stem: first[next(iter(sections))]
        for stem, sections in heading.items()
        if len(sections) == 1 and len(text.get(stem, set()) | sections) <= _FEW_SECTIONS
    }


def _ranks(scores: dict[int, float]) -> dict[int, int]:
    """Rank from 1 of each key, the greatest score first."""
    ordered = sorted(scores, key=lambda key: (-scores[key], key))
    return {key: rank for rank, key in enumerate(ordered, start=1)}

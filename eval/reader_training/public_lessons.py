"""Lessons from public data: questions that others asked, and texts that answer them or do not.

Sources and licences: `NOTICE`. Data without a stated licence are for measuring alone and stay out,
MEDIQA among them; so does what is judged elsewhere, of SQuAD every second title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.sentences import sentence_spans
from eval.bench.json_lines import json_lines, text_under
from eval.bench.squad import SQUAD, Paragraph, load_squad, taught
from eval.reader_training.lessons import UNKNOWN, Lesson

_MEDQUAD = "medquad.jsonl.gz"
_BIOASQ = "bioasq-snippets.jsonl.gz"
_MEDQUAD_QUESTIONS = 4000
_SNIPPETS = 3
_OPENING = 250
_LONGEST = 320


def public_lessons(data: Path, seed: int) -> list[Lesson]:
    """The lessons of all three data sets.

    Args:
        data: the folder of the benchmarks.
        seed: of what is drawn by chance.

    Raises:
        MissingData: a file is missing or broken.
    """
    chance = np.random.default_rng(seed)
    return [
        *_squad(taught(load_squad(data / SQUAD))),
        *_medquad(data / _MEDQUAD, chance),
        *_bioasq(data / _BIOASQ),
    ]


def _squad(paragraphs: Sequence[Paragraph]) -> Iterator[Lesson]:
    """The sentence that holds the answer, and the nearest ones that do not."""
    for paragraph in paragraphs:
        title = paragraph.title.replace("_", " ")
        spans = sentence_spans(paragraph.context)
        texts = [paragraph.context[start:end] for start, end in spans]
        near = _likeness([q.text for q in paragraph.questions], texts)
        for question, likeness in zip(paragraph.questions, near, strict=True):
            right = {
                number
                for number, (start, end) in enumerate(spans)
                if any(start <= span.start < end for span in question.spans)
            }
            ranked = [int(n) for n in np.argsort(-likeness, kind="stable") if n not in right][:2]
            for number in sorted(right)[:1]:
                yield Lesson(question.text, f"{title}: {texts[number]}", 1.0, 1.0, "SQuAD")
            for number in ranked:
                answers = UNKNOWN if right else 0.0
                yield Lesson(question.text, f"{title}: {texts[number]}", answers, 0.0, "SQuAD")


def _medquad(path: Path, chance: np.random.Generator) -> Iterator[Lesson]:
    """How an answer begins, beside its question, its subject's other questions, and others'."""
    rows = [
        (
            text_under(row, "question", place),
            text_under(row, "focus", place, blank=True),
            text_under(row, "type", place, blank=True),
            _opening(text_under(row, "answer", place)),
        )
        for place, row in json_lines(path)
    ]
    by_focus: dict[str, list[int]] = {}
    by_type: dict[str, list[int]] = {}
    for number, (_, focus, kind, _) in enumerate(rows):
        by_focus.setdefault(focus, []).append(number)
        by_type.setdefault(kind, []).append(number)
    for number in sorted(chance.permutation(len(rows))[:_MEDQUAD_QUESTIONS]):
        question, focus, kind, answer = rows[number]
        yield Lesson(question, f"{focus}: {answer}", 1.0, UNKNOWN, "MedQuAD")
        siblings = [n for n in by_focus[focus] if rows[n][2] != kind]
        others = [n for n in by_type[kind] if rows[n][1] != focus]
        for pool in (siblings, others):
            if pool:
                other = rows[pool[int(chance.integers(len(pool)))]]
                yield Lesson(question, f"{other[1]}: {other[3]}", 0.0, 0.0, "MedQuAD")


def _bioasq(path: Path) -> Iterator[Lesson]:
    """Snippets that answer, and the nearest snippets of other questions."""
    questions: list[str] = []
    snippets: list[str] = []
    owner: list[int] = []
    for place, row in json_lines(path):
        for snippet in row["snippets"][:_SNIPPETS]:
            snippets.append(snippet[:_LONGEST])
            owner.append(len(questions))
        questions.append(text_under(row, "question", place))
    own = np.array(owner)
    for number, likeness in enumerate(_likeness(questions, snippets)):
        for right in np.flatnonzero(own == number):
            yield Lesson(questions[number], snippets[right], 1.0, 1.0, "BioASQ")
        strange = np.where(own == number, -1.0, likeness)
        for wrong in np.argsort(-strange, kind="stable")[:_SNIPPETS]:
            yield Lesson(questions[number], snippets[wrong], 0.0, 0.0, "BioASQ")


def _opening(answer: str) -> str:
    """The first sentences of an answer."""
    flat = " ".join(answer.split())
    cut = flat[:_OPENING]
    return cut if len(flat) <= _OPENING else cut[: max(cut.rfind(". ") + 1, _OPENING // 2)]


def _likeness(questions: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """(questions, texts) of cosine similarities of TF-IDF vectors, in [0, 1]."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(sublinear_tf=True)
    matrix = model.fit_transform([*questions, *texts])
    likeness: np.ndarray = (matrix[: len(questions)] @ matrix[len(questions) :].T).toarray()
    return likeness

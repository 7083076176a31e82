"""Whether and how a question hangs on what was said before: its grammar.

Pronouns without an antecedent, fragments, ordinals, requests for more. Knows nothing of turns.
"""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from index.vocabulary import english_words
from index.words import content_stems, stopwords, words

_LONGEST = 7
_FRAGMENT = 4
_FEW = 3
_SLANG = 3
_SUBJECT = "immuno"
_MISSPELT = 0.79

# Words that say how a question hangs on the last answer, and name no subject of their own.
_LINKING_WORDS = """
achieve after again aim aims alright another answer base based bit catch caught clarify clear come
compare compared compares comparison continue contrast dear deep deeper depth detail details
different earlier eh elaborate elaboration else enlighten everyone example examples expand
explanation extra final finally first follow form former forms full fuller further glad hand
happen happens hear hm huh info information instance instead item job just keep kind kindly kinds
last lastly later latter learn list listed little longer look manage managed manner meant
mentioned middle mind mostly name next number ones option options others ought pardon plainly
please point previous purpose put question quite reason reasons rest second similarly simple
simpler sort sorts talk think third tried try trying type types versus view vs way ways wonder
work working works
"""
_LINKING = frozenset(_LINKING_WORDS.split())
_VERB_WORDS = """
am are arent be can cant could define describe did do does doesnt dont explain give had happens
has have help helps hows is isnt list may mean means might must name shall should show tell was
were whats will work works would
"""
_VERBS = frozenset(_VERB_WORDS.split())
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "former"), 0),
    **dict.fromkeys(("second", "2nd"), 1),
    **dict.fromkeys(("third", "3rd"), 2),
    **dict.fromkeys(("fourth", "4th"), 3),
    **dict.fromkeys(("fifth", "5th"), 4),
    **dict.fromkeys(("sixth", "6th"), 5),
    **dict.fromkeys(("seventh", "7th"), 6),
    **dict.fromkeys(("eighth", "8th"), 7),
    **dict.fromkeys(("ninth", "9th"), 8),
    **dict.fromkeys(("tenth", "10th"), 9),
    **dict.fromkeys(("last", "final", "latter"), -1),
}
_MENDABLE = sorted(word for word in {*_ORDINALS, *_LINKING} if len(word) > 4 and word.isalpha())
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_KIND = r"(?:ones?|kinds?|types?|sorts?|forms?|items?|options?|points?|things?|1)"
_MEDICINE = r"(?:drugs?|treatments?|therap(?:y|ies)|medicines?|approach(?:es)?)"
_ORDINAL = re.compile(
    rf"\b(?:the\s+|that\s+)?(?P<word>[a-z]+|\d{{1,2}}(?:st|nd|rd|th))\b"
    rf"(?:\s+(?:{_KIND}|{_MEDICINE})\b|\s+(?:of|in|on|from)\s+(?:those|these|them|the\b|your\b)"
    rf"|(?=\s*(?:[?.!,;]|$|pls\b|please\b)))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?:\b(?:number|no\.?|nr\.?|num|option|type|kind)\s*|#\s*)"
    rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"\b(?:the\s+)?(?P<step>next|following|previous)\s+(?:{_KIND}|{_MEDICINE})"
    r"|\b(?:the\s+)?one\s+(?P<side>after|before)\b(?:\s+(?:that|this|it)\b)?",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    rf"\b(?:(?:this|that|these|those|such|said)\s+(?:{_KIND}|{_MEDICINE})"
    r"|it|its|they|them|their|theirs|these|those|this"
    r"|that(?=['’]?s?\s*(?:[?.!,;]|$|(?:is|was|does|do|did|works?|means?|for|with|helps?|happens?"
    r"|be|too|then|than|as|or|and|also|have|has|can|could|would|will|the|any|about|used|so)\b)))"
    r"(?![a-z])",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"\bit\s+(?:true|possible|normal|common|likely|ok|okay|right|worth|safe)\s+(?:that|to)\b"
    r"|\b(?:as|like)?\s*they\s+say\b|\bit\s+(?:seems|turns\s+out)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:and|n|&|or|but|also|plus|so|then|ok|okay|right|hmm+|yes|no|well|oh)\b[\s,.]*)*"
    r"(?:and|n|&|or|but|plus|versus|vs|with|for|in|on|to|than|into|like|such|based"
    r"|(?:what|wot|wat|how)\s+about|what\s+of|compared)(?![a-z])",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:what(?:'?s|\s+is|\s+are|\s+r)|define|meaning\s+of)\s+(?!(?:the|there|my|your)\b)", re.I
)
_MORE = re.compile(
    r"\b(?:more|else|further|details?|elaborat\w*|expand\w*|go\s+on|keep\s+going|deeper|huh|eh|pardon|carry\s+on|continue|clarify"
    r"|explain|simpl\w+|plain\w*|again|unclear|confus\w+|get\s+(?:it|that|this)"
    r"|understand|lost\s+me)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:others?|another|else|the\s+rest|remaining)\b", re.IGNORECASE)


def leans(question: str) -> bool:
    """Whether a question may lean on earlier turns. Quick, and rather yes than no.

    Example: `leans("and the side effects?")` is True, `leans("What is a biopsy?")` False.
    """
    if len(content_stems(question)) > _LONGEST:
        return False
    return hangs(question) or (
        len(content_stems(question)) <= _FEW
        and not _DEFINITION.search(question)
        and not _names_the_subject(question)
    )


def hangs(question: str) -> bool:
    """Whether the grammar of a question is not whole without an earlier one.

    Example: `hangs("which proteins do they block?")` is True, `hangs("is there a cure?")` False.
    """
    if _points(question) or ordinal_of(question) is not None or _NEXT.search(question):
        return True
    if _names_the_subject(question):
        return False
    fragment = is_fragment(question) and len(content_stems(question)) <= _FRAGMENT
    opened = bool(_OPENING.search(question) or _OTHERS.search(question))
    return fragment or opened or not own_words(question)


def is_fragment(question: str) -> bool:
    """Whether a question has no verb, as in `"and the side effects?"`."""
    return not any(word in _VERBS for word in words(question))


def own_words(question: str) -> list[str]:
    """The words by which a question brings a subject of its own, repeats kept.

    Example: `own_words("and then which proteins?")` gives `["proteins"]`.
    """
    other = {*_ORDINALS, *_COUNTS} | stopwords() | _LINKING
    return [
        word
        for word in words(question)
        if word not in other and (len(word) > _SLANG or (len(word) > 1 and word in english_words()))
    ]


def asks_more(question: str) -> bool:
    """Whether a question only wants the last answer again, in full: `"tell me more"`."""
    return not own_words(question) and bool(_MORE.search(question))


def asks_others(question: str) -> bool:
    """Whether a question only wants the others of a kind: `"are there any other types?"`."""
    return not own_words(question) and bool(_OTHERS.search(question))


def completed(question: str, topic: str) -> str:
    """The question with what it points to in place of its pronoun, or else in front of it.

    Example: `completed("how do they work", "cytokines")` gives `"how do cytokines work"`.
    """
    replaced, found = _PRONOUN.subn(lambda _: topic, question, count=1)
    return replaced if found else f"{topic}: {question}"


def ordinal_of(question: str) -> int | None:
    """Which item of a list a question points to, from 0, or -1 for the last; else None.

    Example: `ordinal_of("how does the third one work?")` gives `2`.
    """
    numbered = _NUMBERED.search(question)
    if numbered:
        count = numbered["count"].lower()
        return (int(count) if count.isdigit() else _COUNTS.index(count) + 1) - 1
    for match in _ORDINAL.finditer(question):
        if match["word"].lower() in _ORDINALS:
            return _ORDINALS[match["word"].lower()]
    return None


def with_item(question: str, item: str) -> str:
    """The question with the item in place of the words that point to it.

    Example: `with_item("does the third one hurt?", "cytokines")` gives `"does cytokines hurt?"`.
    """
    for pattern in (_NUMBERED, _NEXT):
        if pattern.search(question):
            return pattern.sub(lambda _: item, question, count=1)
    for match in _ORDINAL.finditer(question):
        if match["word"].lower() in _ORDINALS:
            return f"{question[: match.start()]}{item}{question[match.end() :]}"
    return f"{item}: {question}"


def step_of(question: str) -> int | None:
    """By how much a question moves on in a list: 1, -1 or, where it does not, None.

    Example: `step_of("and the next one?")` gives `1`.
    """
    match = _NEXT.search(question)
    if match is None:
        return None
    return -1 if match["step"] == "previous" or match["side"] == "before" else 1


def mended(question: str) -> str:
    """The question with misspelt words of leaning mended: ordinals, requests for more.

    Example: `mended("elabrate on the fith one")` gives `"elaborate on the fifth one"`.
    """
    return re.sub(r"[A-Za-z]{4,}", lambda match: _mended_word(match.group()), question)


def _mended_word(typed: str) -> str:
    word = typed.lower()
    if word in english_words() or word in _LINKING or word in _VERBS:
        return typed
    found = process.extractOne(
        word,
        _MENDABLE,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_MISSPELT,
    )
    return found[0] if found else typed


def _points(question: str) -> bool:
    return bool(_PRONOUN.search(_EMPTY_IT.sub(" ", question)))


def _names_the_subject(question: str) -> bool:
    return any(stem.startswith(_SUBJECT) for stem in content_stems(question))

"""Which of our languages a browser is shown the page in."""

from __future__ import annotations

from collections.abc import Container


def asked_language(accepted: str, spoken: Container[str], usual: str) -> str:
    """The language that a browser asks for.

    Args:
        accepted: the header Accept-Language, blank where it sends none.
        spoken: ISO 639-1 codes of our languages.
        usual: where it asks for none of them.

    Example: `asked_language("es-MX,es;q=0.9,en;q=0.5", {"en", "es"}, "en")` gives `"es"`.
    """
    weighed = []
    for place, entry in enumerate(accepted.split(",")):
        language, *parameters = entry.strip().split(";")
        weight = next((p.strip()[2:] for p in parameters if p.strip().startswith("q=")), "1")
        code = language.strip().lower().partition("-")[0]
        if code in spoken and _number(weight) > 0:
            weighed.append((-_number(weight), place, code))
    return min(weighed)[2] if weighed else usual


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

from __future__ import annotations

import pytest

from app.triage.language import language_of


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("What is immunotherapy?", "en"),
        ("wots imunotherpy an dose it hert", "en"),
        ("keytruda nivolumab pembrolizumab", "en"),
        ("38.6", "en"),
        ("¿Qué es la inmunoterapia?", "es"),
        ("me duele el pecho y no puedo respirar", "es"),
        ("Was ist der Unterschied zwischen Chemotherapie und Immuntherapie?", "de"),
        ("Est-ce que l'immunothérapie fait perdre les cheveux ?", "fr"),
        ("免疫疗法有什么副作用", "zh"),
        ("Что такое иммунотерапия?", "ru"),
    ],
)
def test_the_language_of_a_message(message: str, language: str) -> None:
    assert language_of(message) == language

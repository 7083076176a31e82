"""Settings come from what is given, the environment and one file, and say what serving needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import PACKAGED_DOCUMENTS, Settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_are_this_computer_and_the_packaged_library() -> None:
    settings = Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.documents == PACKAGED_DOCUMENTS
    assert settings.missing_for_serving() == ()


def test_given_beats_environment_beats_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "immunoqa.toml").write_text(
        'clinic_name = "File"\ncountry = "GB"\nemergency_number = "999"\n'
    )
    monkeypatch.setenv("IMMUNOQA_COUNTRY", "IE")
    monkeypatch.setenv("IMMUNOQA_EMERGENCY_NUMBER", "112")
    settings = Settings(emergency_number="111")
    assert (settings.clinic_name, settings.country) == ("File", "IE")
    assert settings.contact().emergency_number == "111"


def test_a_mistyped_setting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "immunoqa.toml").write_text('clinc_name = "Typo"\n')
    with pytest.raises(ValidationError, match="clinc_name"):
        Settings()


def test_a_mistyped_environment_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOQA_CARE_TEAM_PHON", "555-0100")
    with pytest.raises(ValidationError, match="no setting IMMUNOQA_CARE_TEAM_PHON"):
        Settings()


def test_sets_and_rules_of_publishing_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOQA_PUBLISH_SETS", "a.jsonl, sub/b.jsonl,")
    with pytest.raises(ValidationError, match="'publish_sets' and 'publish_rules' need each other"):
        Settings()
    monkeypatch.setenv("IMMUNOQA_PUBLISH_RULES", "passed>=0.9")
    assert Settings().publish_sets == (Path("a.jsonl"), Path("sub/b.jsonl"))
    with pytest.raises(ValidationError, match="need each other"):
        Settings(publish_sets=None)


@pytest.mark.parametrize(
    "blank",
    [
        {"clinic_name": "  "},
        {"care_team_phone": ""},
        {"emergency_number": " "},
        {"country": "Germany"},
    ],
)
def test_a_blank_or_wrong_setting_of_the_clinic_is_refused(blank: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings(**blank)


def test_serving_beyond_this_computer_needs_every_setting_of_the_clinic() -> None:
    assert Settings(host="clinic.example", clinic_name="St Elsewhere").missing_for_serving() == (
        "care_team_phone",
        "out_of_hours_phone",
        "emergency_number",
        "country",
    )
    assert (
        Settings(
            host="clinic.example",
            clinic_name="St Elsewhere",
            care_team_phone="555-0100",
            out_of_hours_phone="555-0101",
            emergency_number="911",
            country="US",
        ).missing_for_serving()
        == ()
    )


def test_the_readme_names_every_setting_with_its_default() -> None:
    readme = (PACKAGED_DOCUMENTS.parent.parent / "README.md").read_text(encoding="utf-8")
    said = {"documents": "the packaged library"}
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{str(field.default).removesuffix('.0')}`"
        row = f"| `IMMUNOQA_{name.upper()}` | {said.get(name, default)} | {field.description} |"
        assert row in readme or name in said
        assert f"`IMMUNOQA_{name.upper()}`" in readme

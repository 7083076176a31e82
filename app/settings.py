"""The settings, read once: the one place that looks at the environment and `immunoqa.toml`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from app.answer import Contact
from corpus.selection import Selection

PACKAGED_DOCUMENTS = Path(__file__).resolve().parent.parent / "corpus" / "documents"
OVERVIEW_DOCUMENTS = PACKAGED_DOCUMENTS / "overview"
"""The packaged overview alone: the first reader was fitted on it; most eval sets are about it."""
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_PREFIX = "IMMUNOQA_"
_PHONE = r"\d"
CLINIC_FIELDS = (
    "clinic_name",
    "care_team_phone",
    "out_of_hours_phone",
    "emergency_number",
    "country",
)


class Settings(BaseSettings):
    """Every setting, with its default. Prefix `IMMUNOQA_` in the environment.

    Example: `Settings(port=8000).port`
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        toml_file="immunoqa.toml",
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
    )

    documents: Path = Field(PACKAGED_DOCUMENTS, description="folder of the library's documents")
    data_dir: Path = Field(
        Path(".immunoqa"),
        description="folder for indexes, one for each library, and for feedback that patients send",
    )
    library: Selection | None = Field(
        None,
        description="which pages are served: `all`, or `reviewed` ones alone; "
        "where it is not set, `all` on this computer and `reviewed` beyond it",
    )
    publish_sets: Annotated[tuple[Path, ...] | None, NoDecode] = Field(
        None, description="eval sets that `index publish` runs first, parted by commas"
    )
    publish_rules: str | None = Field(
        None,
        pattern=r"\S",
        description="rules that their figures must keep, such as "
        "`passed>=0.9, false_answer_rate<=0.04`; then nothing but `index publish` makes an index "
        "live",
    )
    encoder: Literal["minilm", "hashing"] = Field(
        "minilm", description="text encoder; `hashing` needs no model and is for tests"
    )
    reader: Literal["first", "trained"] = Field(
        "trained",
        description="what decides which sentences answer; `first` is the simpler one, which also "
        "serves where the trained one's files are missing",
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(7860, ge=0, le=65535, description="port to listen on")
    max_waiting: int = Field(
        16, ge=1, description="questions in hand at a time; one more is told that we are busy"
    )
    answer_timeout: float = Field(
        20.0, gt=0, description="seconds that a question may wait for its answer"
    )
    feedback_days: int = Field(
        90, ge=1, le=730, description="days for which feedback that a patient sends is kept"
    )
    clinic_name: str = Field(
        "Your Cancer Center", min_length=1, description="name shown at the top"
    )
    care_team_phone: str | None = Field(
        None, pattern=_PHONE, description="the care team's phone by day"
    )
    out_of_hours_phone: str | None = Field(
        None, pattern=_PHONE, description="the care team's phone at night"
    )
    emergency_number: str = Field(
        "911", pattern=_PHONE, description="the country's emergency number"
    )
    country: str = Field(
        "US", pattern=r"^[A-Z]{2}$", description="ISO 3166 code of the clinic's country"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given values first, then the environment, then `immunoqa.toml` of the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("publish_sets", mode="before")
    @classmethod
    def _parted_by_commas(cls, given: object) -> object:
        if isinstance(given, str):
            return [part.strip() for part in given.split(",") if part.strip()]
        return given

    @model_validator(mode="after")
    def _sets_and_rules(self) -> Self:
        if bool(self.publish_sets) is (self.publish_rules is None):
            raise ValueError("'publish_sets' and 'publish_rules' need each other; set both or none")
        return self

    @model_validator(mode="before")
    @classmethod
    def _no_unknown_name(cls, given: dict[str, Any]) -> dict[str, Any]:
        known = {f"{_PREFIX}{name}".upper() for name in cls.model_fields}
        for name in sorted(os.environ):
            if name.upper().startswith(_PREFIX) and name.upper() not in known:
                raise ValueError(f"there is no setting {name}")
        return given

    def contact(self) -> Contact:
        """Whom a patient can call."""
        return Contact(
            clinic=self.clinic_name,
            care_team_phone=self.care_team_phone,
            out_of_hours_phone=self.out_of_hours_phone,
            emergency_number=self.emergency_number,
        )

    def selection(self) -> Selection:
        """Which pages of the library are served; beyond this computer reviewed ones, by default."""
        if self.library is not None:
            return self.library
        return Selection.ALL if self.host in LOCAL_HOSTS else Selection.REVIEWED

    def missing_for_serving(self) -> tuple[str, ...]:
        """The clinic's settings that serving on `host` needs and that nobody has set.

        Empty on this computer alone; beyond it a patient must find real numbers on the page.
        """
        if self.host in LOCAL_HOSTS:
            return ()
        return tuple(name for name in CLINIC_FIELDS if name not in self.model_fields_set)

"""What every command takes: the options that name a library and its data, and how they are read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from app.settings import Settings

Documents = Annotated[
    Path | None, typer.Option("--documents", help="Folder of the library's documents.")
]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Folder for indexes.")]


def settings_of(**given: Any) -> Settings:
    """The settings, with what a command was given in place of what is configured.

    Raises:
        typer.Exit: a setting is wrong; one sentence for each has been said.
    """
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**chosen)
    except ValidationError as error:
        for fault in error.errors():
            name = ".".join(str(part) for part in fault["loc"])
            words = fault["msg"].removeprefix("Value error, ")
            what = f"The setting '{name}' is wrong" if name else "The settings are wrong"
            typer.echo(f"{what}: {words}.", err=True)
    except tomllib.TOMLDecodeError as error:
        typer.echo(f"immunoqa.toml cannot be read: {error}.", err=True)
    raise typer.Exit(2)

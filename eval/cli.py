"""`immunoqa eval …`: the evaluators' commands."""

from __future__ import annotations

import typer

commands = typer.Typer(no_args_is_help=True, help="Eval sets against the pipeline.")


@commands.callback()
def evaluate() -> None:
    """Eval sets against the pipeline."""

"""`immunoqa corpus review`: a clinician's word on one page of the library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from app.options import DataDir, Documents, settings_of
from app.review_words import review_for_staff
from corpus.document import ReviewState
from corpus.errors import CorpusError, ReviewRefused
from corpus.recording import Verdict, record_review


def review_document(  # noqa: PLR0913 (each is an option of the command)
    document: Annotated[str, typer.Argument(metavar="ID", help="Id of the page.")],
    *,
    by: Annotated[str, typer.Option(help="Who reviews it.")] = "",
    state: Annotated[str, typer.Option(help="approved, draft or withdrawn.")] = "",
    next_review: Annotated[
        str, typer.Option("--next", metavar="DATE", help="When it is due again, as 2027-03-01.")
    ] = "",
    documents: Documents = None,
    data_dir: DataDir = None,
) -> None:
    """Approve a page, make it a draft again, or withdraw it; every review is put on record.

    Exit code 2 where the review cannot be given, 1 where it could not be written.
    """
    settings = settings_of(documents=documents, data_dir=data_dir)
    now = datetime.now(UTC)
    try:
        verdict = Verdict(by, _state(state), _day(next_review))
        done = record_review(settings.documents, document, verdict, now)
    except CorpusError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, ReviewRefused) else 1) from error
    before = review_for_staff(done.before, now.date())
    after = review_for_staff(done.after, now.date())
    typer.echo(f"{done.document}: was {before}; now {after} (text {done.hash[:12]}).")


def _state(typed: str) -> ReviewState:
    try:
        return ReviewState(typed.strip().lower())
    except ValueError as error:
        raise ReviewRefused(
            f"'{typed}' is no state of a review: give approved, draft or withdrawn with --state."
        ) from error


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return datetime.strptime(typed.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise ReviewRefused(
            f"'{typed}' is no day: give the next review with --next, such as 2027-03-01."
        ) from error

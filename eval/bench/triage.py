"""The product's triage on clinical vignettes: which of them get a card.

Reads each vignette through the same door and the same triage as a patient's message. Knows nothing
of what the right card would say, and quotes no vignette.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answer import Card
from app.errors import BadQuestion
from app.question import MAX_CHARACTERS, clean_question
from app.triage.triage import Outcome, Triage, load_triage
from eval.bench.bench import DATA, Bench, Row
from eval.bench.published import published
from eval.bench.vignettes import SEMIGRAN, Urgency, Vignette, load_vignettes
from eval.intervals import mean_measure
from eval.metrics.measure import Unit

_NAMES = {
    Urgency.EMERGENCY: "emergency",
    Urgency.NON_EMERGENCY: "non_emergency",
    Urgency.SELF_CARE: "self_care",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What triage made of a vignette; None where the door turned it away."""

    vignette: Vignette
    outcome: Outcome | None

    @property
    def carded(self) -> bool:
        """Whether it gets a card of either kind."""
        return self.outcome is not None and self.outcome.card is not Card.NONE

    @property
    def helped(self) -> bool:
        """Whether it gets a card, or is told to be for the care team."""
        return self.carded or (self.outcome is not None and self.outcome.personal)


def measure(
    data: Path = DATA,
    say: Callable[[str], None] = lambda _: None,
    triage: Triage | None = None,
) -> Bench:
    """Read every vignette and count the cards.

    Args:
        data: the folder of the benchmarks.
        say: told of each stage in one line.
        triage: what reads them; the product's, with its tuned layers, where it is not given.

    Raises:
        MissingData: the file is missing or broken.
    """
    vignettes = load_vignettes(data / SEMIGRAN)
    say(f"triage reads {len(vignettes)} vignettes")
    reader = triage or load_triage()
    read = [read_vignette(reader, vignette) for vignette in vignettes]
    return Bench("Triage: which clinical vignettes get a card?", tuple(_rows(read)), _notes(read))


def read_vignette(triage: Triage, vignette: Vignette) -> Read:
    """Triage's outcome, by way of the door that every question passes."""
    try:
        return Read(vignette, triage.read(clean_question(vignette.text)))
    except BadQuestion:
        return Read(vignette, None)


def _rows(read: Sequence[Read]) -> list[Row]:
    rows = []
    for urgency, name in _NAMES.items():
        own = [one for one in read if one.vignette.urgency is urgency]
        for figure in (
            mean_measure(f"{name}_carded", [float(one.carded) for one in own], Unit.SHARE),
            mean_measure(
                f"{name}_carded_or_care_team", [float(one.helped) for one in own], Unit.SHARE
            ),
        ):
            beside = published("triage", "Semigran", figure.name)
            rows.append(Row("Semigran", "triage", figure, beside))
    return rows


def _notes(read: Sequence[Read]) -> tuple[str, ...]:
    turned = sum(one.outcome is None for one in read)
    carded = [one.outcome for one in read if one.outcome is not None and one.carded]
    crisis = sum(outcome.card is Card.CRISIS for outcome in carded)
    weighed = sum((outcome.why or "").startswith("classifier") for outcome in carded)
    return (
        "Nothing was fitted on these vignettes. They are in clinicians' words, in the third person "
        "and of all medicine; triage is for what patients on immunotherapy write of themselves.",
        f"{turned} of {len(read)} are over the {MAX_CHARACTERS:,} characters that the door takes; "
        "such a one counts as without a card and not told.",
        f"Of {len(carded)} cards {weighed} are by the classifier, the others by a rule; {crisis} "
        "are the crisis card, which is wrong for every vignette.",
        "By the authors' judgement a card is wanted for emergencies alone, so for the others a low "
        "share is better; a patient on immunotherapy may have to call for less than others.",
        "Published is the share that was given the right one of three kinds of advice, which "
        "triage does not give: a card says to call now, and silence does not say to wait.",
    )

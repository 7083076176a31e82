"""With the network cut off altogether, a question is answered."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from app.pipeline import Answerer
from app.settings import Settings

CUT = ["unshare", "-n"]


def cuts_off() -> bool:
    """Whether this user may start a process without a network."""
    return (
        shutil.which(CUT[0]) is not None
        and subprocess.run([*CUT, "true"], check=False, capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not cuts_off(), reason="Cutting the network off needs `unshare -n` as root.")
def test_a_question_is_answered_without_a_network(
    product: Answerer, product_settings: Settings
) -> None:
    product.ask("What are cytokines?")  # the index is there
    ask = [sys.executable, "-m", "app", "ask", "What are cytokines?", "--json"]
    documents, data_dir = product_settings.documents, product_settings.data_dir
    done = subprocess.run(
        [*CUT, *ask, "--documents", str(documents), "--data-dir", str(data_dir)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "answered"


def test_vendors_are_told_to_stay_offline_before_they_are_imported() -> None:
    code = (
        "import typer.testing as t, app.cli as c; "
        "t.CliRunner().invoke(c.app, ['corpus', 'list']); "
        "import huggingface_hub.constants as h; print(h.HF_HUB_OFFLINE)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "True"

"""What vendors do unasked, switched off. The only place that writes the environment."""

from __future__ import annotations

import os


def quiet_vendors() -> None:
    """Switch off Gradio's reports home and its table of past events, and all look-ups in a hub.

    They are read at the vendors' first import or when a page is built, from the environment alone,
    so this comes before either; processes that are started from here inherit it.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"
    os.environ["HF_HUB_OFFLINE"] = "1"

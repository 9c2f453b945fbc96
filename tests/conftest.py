"""Owns what every test stands on: no network, no telemetry, and no setting of the person who runs it."""

import os

# Before anything is imported: these libraries read the environment once, at import.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
for name in [name for name in os.environ if name.startswith("BRIEFING_") and name != "BRIEFING_CACHE"]:
    del os.environ[name]

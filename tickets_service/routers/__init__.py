"""The web edge: the only place that knows FastAPI."""

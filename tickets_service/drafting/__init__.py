"""Drafts: read what is known, let a model write, file it. No transaction is open while the model thinks."""

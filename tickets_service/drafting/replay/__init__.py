"""Drafts for tickets that a person has answered, as they stood before, held against what was sent."""

"""The pages of the settings: what they show, and what is read from their forms."""

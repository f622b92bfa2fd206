"""The pages agents work in: what they show, templates, static files."""

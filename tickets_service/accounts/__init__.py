"""Who may come in: users, their sessions and links, API tokens."""

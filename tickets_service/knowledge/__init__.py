"""What the shop knows and has answered before, and finding it."""

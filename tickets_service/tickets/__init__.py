"""What a ticket is here: the mirror of Plenty's, and what people do with it."""

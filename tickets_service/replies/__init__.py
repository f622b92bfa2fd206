"""The send path: a reply goes to Plenty at most once, and its row always says what is known."""

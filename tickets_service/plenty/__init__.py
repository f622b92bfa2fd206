"""Plentymarkets: the one door is `manager.PlentyManager`."""

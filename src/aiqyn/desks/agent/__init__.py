"""The enforcement agent's desk: own proceedings only."""

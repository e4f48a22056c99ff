"""Papers: what an act says to the person whom it concerns, as a page and as a signed PDF, in three languages."""

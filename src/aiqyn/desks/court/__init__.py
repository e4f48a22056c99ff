"""The judge's desk: a queue, and the whole basis on one page."""

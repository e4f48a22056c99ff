"""Statistics that add up, with small counts suppressed so that they cannot be computed from the others."""

from aiqyn.register.queries.statistics.figures import DIMENSIONS, FIGURES, IDENTITIES, RESTS, counted, percent
from aiqyn.register.queries.statistics.suppression import LEAST, suppressed
from aiqyn.register.queries.statistics.tables import Table, publishable, release_months

__all__ = [
    "DIMENSIONS",
    "FIGURES",
    "IDENTITIES",
    "LEAST",
    "RESTS",
    "Table",
    "counted",
    "percent",
    "publishable",
    "release_months",
    "suppressed",
]

"""Files from the state's neighbours. `run` imports one; `purge` deletes what their retention no longer
covers.
"""

from aiqyn.register.intake.refusals import Fault, FileRefused, Refusal
from aiqyn.register.intake.reporting import FILE_REFUSED, STOPPED, Progress, Report
from aiqyn.register.intake.retention import purge
from aiqyn.register.intake.running import KINDS, run

__all__ = [
    "FILE_REFUSED",
    "KINDS",
    "STOPPED",
    "Fault",
    "FileRefused",
    "Progress",
    "Refusal",
    "Report",
    "purge",
    "run",
]

"""Files from the state's neighbours: courts, population register, writs, bank notices. `run` imports one, `purge` forgets."""

from aiqyn.register.intake.refusals import Fault, FileRefused, Refusal
from aiqyn.register.intake.reporting import Progress, Report
from aiqyn.register.intake.retention import purge
from aiqyn.register.intake.running import KINDS, run

__all__ = ["KINDS", "Fault", "FileRefused", "Progress", "Refusal", "Report", "purge", "run"]

"""What a service point installs: the check, and the clerk's page on loopback.

from aiqyn.client import ServicePoint
answer = ServicePoint("point.toml").check(iin="850615300073", document="KAZ:N12345678")
"""

from aiqyn.client.answer import Answer
from aiqyn.client.config import ConfigError
from aiqyn.client.facts import FactsError
from aiqyn.client.service_point import ServicePoint
from aiqyn.protocol.states import State

__all__ = ["Answer", "ConfigError", "FactsError", "ServicePoint", "State"]

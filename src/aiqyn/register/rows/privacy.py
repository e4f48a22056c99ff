"""What each column holds about people. A house test demands a class for every column of every row."""

from __future__ import annotations

from enum import StrEnum


class Privacy(StrEnum):
    """The classes of columns, from open to sealed."""

    OPEN = "open"  #: about nobody: codes, counters, moments of the system itself
    OFFICE = "office"  #: about an official in office
    CASE = "case"  #: about a case; says something of a person to who knows the case
    PERSONAL = "personal"  #: identifies a person or says something of one
    SEALED = "sealed"  #: for the person and the court only, deleted after its time
    SECRET = "secret"  #: opens something: salts; destroying it erases

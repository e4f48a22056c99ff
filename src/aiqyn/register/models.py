"""Where Django looks for rows; they live in `rows/`."""

from aiqyn.register.rows import *

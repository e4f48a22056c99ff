"""Everything that the register holds, in open formats: how it is described, written, and read back."""

"""The only writers of the register: one act a file, one ledger leaf each, nested acts in one transaction."""

"""The duty officer's desk: "this is not my debt", answered within the law's minutes."""

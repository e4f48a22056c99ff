"""What the law allows: dated rules as data, each with its article."""

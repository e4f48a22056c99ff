"""The commands of the console script, one a module. None loads Django before it is run."""

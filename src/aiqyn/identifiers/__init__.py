"""One number a module, and the key of two facts."""

"""Pages of the custodians of an impound lot."""

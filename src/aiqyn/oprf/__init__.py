"""How to ask without telling: RFC 9497, ristretto255-SHA512, VOPRF mode."""

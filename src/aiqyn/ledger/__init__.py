"""What cannot be unsaid: the RFC 6962 tree, C2SP checkpoints, proofs."""

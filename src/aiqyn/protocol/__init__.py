"""The conversation both ends speak: messages, tokens, token sets, states."""

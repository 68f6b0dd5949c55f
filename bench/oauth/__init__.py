"""The authorization server beside two others, each asked the same by the same client."""

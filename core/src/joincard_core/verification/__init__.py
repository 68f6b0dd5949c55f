"""The main story: a provider asks whether a card may use a service, here, now, and at what price."""

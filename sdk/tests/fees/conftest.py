"""``--hypothesis-profile=thorough`` prices tens of thousands of random policies instead of a few hundred."""

from hypothesis import settings

settings.register_profile("thorough", max_examples=20_000, deadline=None)

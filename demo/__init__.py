"""The demo: invented people and a month of history over a real authority. Never for real cards."""

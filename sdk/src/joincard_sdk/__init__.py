"""The words that plugins, providers and the card authority share."""

"""Tools of the tree: what the make targets run. Nothing here is installed."""

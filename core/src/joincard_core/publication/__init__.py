"""The story of a release: an approval reaches the catalogue."""

"""What is checked of a plugin and of a bundle, and how a mistake is told."""

"""The OpenID Foundation's conformance suite against this authority: what it is told, how it is run."""

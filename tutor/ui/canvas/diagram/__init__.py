"""The diagram of a network: units, the edges between them, what flows along them."""

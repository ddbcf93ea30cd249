"""A real identity provider, Canaille, that the tests start beside the product."""

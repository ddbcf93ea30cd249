"""Real records for tests, one module per concept, made through the product itself."""

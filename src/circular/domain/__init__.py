"""What is true: models, enumerations and rules, without any technique."""

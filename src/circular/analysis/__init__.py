"""Pure computation: scoring, forecasts, survival; plain values in, plain values out."""

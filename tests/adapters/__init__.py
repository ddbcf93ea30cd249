"""Tests of the layer `adapters`."""

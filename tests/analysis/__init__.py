"""Tests of the layer `analysis`."""

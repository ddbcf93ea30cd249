"""Tests of the layer `queries`."""

"""Tests of the layer `exports`."""

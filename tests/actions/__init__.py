"""Tests of the layer `actions`."""

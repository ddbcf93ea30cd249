"""Tests of the layer `pages`."""

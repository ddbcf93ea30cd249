"""Tests of the layer `web`."""

"""Tests of the layer `charts`."""

"""Rows to plotly figures."""

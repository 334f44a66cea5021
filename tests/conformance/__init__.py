"""Figures from elsewhere against notecalc's, each with its source: `make conformance`."""

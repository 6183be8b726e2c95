"""Forecasts that would have been issued, and how they fared."""

"""Tests in a real browser, which lives as long as the tests of this folder run."""

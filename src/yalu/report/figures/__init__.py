"""The figures of the report, one family a module; anyone may reuse the charts."""

"""The sections of the report, one a module: dossier in, `Section` out."""

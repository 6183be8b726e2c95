"""Replies: what programs are asked for and told, one file for each subject."""

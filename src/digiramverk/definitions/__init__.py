"""Framework files: out of packages, folders or single files, and written again.

One loader for all of them: files are read with their places, checked against the published schema, built
into the model, and the rules compiled. All problems of a definition are found in one go; nothing is
executed, and nothing half-read ever leaves this room.
"""
